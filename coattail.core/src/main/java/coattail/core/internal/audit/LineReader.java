// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file line by line, as bytes, whatever is in it. */
final class LineReader implements AutoCloseable {
    private final InputStream in;
    private long offset;

    LineReader(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /**
     * A line.
     *
     * @param bytes without its end; the beginning of it if it is longer than any record
     * @param end where in the file the next one begins
     * @param ended whether its end is there, which the last one of a file may lack
     */
    record Line(byte[] bytes, long end, boolean ended) {}

    /** The next line, or null behind the last. */
    Line next() throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        long length = 0;
        while (next >= 0 && next != '\n') {
            if (length++ < RecordFormat.LONGEST) {
                bytes.write(next);
            }
            next = in.read();
        }
        offset += length + (next < 0 ? 0 : 1);
        return new Line(bytes.toByteArray(), offset, next >= 0);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
