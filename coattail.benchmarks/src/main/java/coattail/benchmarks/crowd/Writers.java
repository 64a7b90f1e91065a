// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Stamp;
import coattail.core.internal.wire.Message.Notify;

/** Subscribers that write each event down before they acknowledge it: a line {@code NUMBER RECEIVER} of one file. */
public final class Writers implements Follower {
    private final Connections connections;
    private final FileChannel lines;
    private final int forgotten;
    private final AtomicLong events = new AtomicLong();

    /**
     * Opens the file.
     *
     * @param directory where their keys are made
     * @param forgotten of so many events one is acknowledged without a line; 0 for none
     */
    public Writers(Path directory, Path file, int forgotten) throws IOException {
        this.forgotten = forgotten;
        // Each line is one write to the system, so that what was written stays when the process is killed.
        lines = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        connections = new Connections(
                directory,
                new Subscribing(List.of(Issuer.ACTION), Subscribing.MESSAGES, Subscribing.BYTES, this::came));
    }

    private void came(int peer, Notify event, long missed) {
        if (forgotten > 0 && events.incrementAndGet() % forgotten == 0) {
            return;
        }
        var line = Stamp.in(event.data().view()) + " " + Crowd.receiver(peer) + "\n";
        try {
            lines.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String obey(String... words) throws Exception {
        if (!words[0].equals(Crowd.CONNECT)) {
            throw new IllegalArgumentException("no such order");
        }
        connections.connect(Integer.parseInt(words[1]), Path.of(words[2]));
        return "";
    }

    @Override
    public void close() throws IOException {
        connections.close();
        lines.close();
    }
}
