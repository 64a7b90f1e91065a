// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that the log is written to. For one thread. */
class LogFile implements AutoCloseable {
    private final FileChannel channel;
    private long length;
    private long settled;

    LogFile(Path path) throws IOException {
        channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        length = channel.size();
        settled = length;
    }

    long length() {
        return length;
    }

    /** Writes at the end. If it throws, a part may have been written. */
    void write(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            length += channel.write(rest, length);
        }
    }

    /** When this returns, what was written is on disk. */
    void force() throws IOException {
        channel.force(false);
        settled = length;
    }

    /** Cuts off what isn't known to be on disk. */
    void rollBack() throws IOException {
        truncate(settled);
    }

    /** Cuts off what stands behind a length. */
    void truncate(long to) throws IOException {
        channel.truncate(to);
        length = to;
        settled = to;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
