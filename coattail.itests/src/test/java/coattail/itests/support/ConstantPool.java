// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class file refers to (JVMS 17, 4.4).
 *
 * @param texts all strings: names of classes and packages with slashes, descriptors, and what the code has as text
 * @param members the methods and fields that the code uses, as {@code java/util/List.size}
 */
public record ConstantPool(Set<String> texts, Set<String> members) {
    private static final int MAGIC = 0xCAFEBABE;

    private record Pair(int first, int second) {}

    public static ConstantPool of(byte[] classFile) {
        try (var in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConstantPool read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("this is no class file");
        }
        in.readInt(); // its version
        var texts = new HashMap<Integer, String>();
        var names = new HashMap<Integer, Integer>();
        var members = new HashMap<Integer, Pair>();
        var namesAndTypes = new HashMap<Integer, Pair>();
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(i, in.readUTF());
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++; // it takes two places
                }
                case 7 -> names.put(i, in.readUnsignedShort());
                case 8, 16, 19, 20 -> in.readUnsignedShort();
                case 9, 10, 11 -> members.put(i, new Pair(in.readUnsignedShort(), in.readUnsignedShort()));
                case 12 -> namesAndTypes.put(i, new Pair(in.readUnsignedShort(), in.readUnsignedShort()));
                case 15 -> {
                    in.readUnsignedByte();
                    in.readUnsignedShort();
                }
                case 17, 18 -> in.readInt();
                default -> throw new IOException("the constant pool has a tag that isn't known: " + tag);
            }
        }
        var used = new TreeSet<String>();
        for (Pair member : members.values()) {
            used.add(texts.get(names.get(member.first())) + "."
                    + texts.get(namesAndTypes.get(member.second()).first()));
        }
        return new ConstantPool(new TreeSet<>(texts.values()), used);
    }
}
