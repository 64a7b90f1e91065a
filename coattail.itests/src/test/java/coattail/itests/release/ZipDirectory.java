// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The central directory of a zip file (APPNOTE 6.3.10, 4.3.12), which tells modes as well. */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;

    private ZipDirectory() {}

    /**
     * @param time date and time as the format has them
     * @param mode the type and permissions of the file
     */
    record Entry(String name, int time, int mode, int crc, int size) {
        @Override
        public String toString() {
            return "%s, time %08x, mode %o, checksum %08x, %d bytes".formatted(name, time, mode, crc, size);
        }
    }

    static List<Entry> of(Path zip) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.limit() - END_LENGTH;
        while (bytes.getInt(end) != END) {
            end--; // a comment may follow
        }
        int count = Short.toUnsignedInt(bytes.getShort(end + 10));
        int at = bytes.getInt(end + 16);
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            if (bytes.getInt(at) != ENTRY) {
                throw new IOException(zip + ": there is no entry at " + at);
            }
            int name = Short.toUnsignedInt(bytes.getShort(at + 28));
            var text = new byte[name];
            bytes.get(at + ENTRY_LENGTH, text);
            entries.add(new Entry(
                    new String(text, StandardCharsets.UTF_8),
                    bytes.getInt(at + 12),
                    bytes.getInt(at + 38) >>> 16,
                    bytes.getInt(at + 16),
                    bytes.getInt(at + 24)));
            at += ENTRY_LENGTH
                    + name
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
        return entries;
    }
}
