// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** The vectors of docs/protocol.md. */
public final class Vectors {
    private static final Map<String, byte[]> BYTES = read();

    private Vectors() {}

    public static byte[] bytes(String name) {
        byte[] bytes = BYTES.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException("no vector " + name);
        }
        return bytes.clone();
    }

    static Set<String> names() {
        return BYTES.keySet();
    }

    private static Map<String, byte[]> read() {
        try (var in = Vectors.class.getResourceAsStream("vectors.txt")) {
            var vectors = new HashMap<String, byte[]>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(":"))
                    .forEach(line -> vectors.put(line[0], HexFormat.of().parseHex(line[1].replace(" ", ""))));
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
