// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.crowd.Crowd;
import coattail.benchmarks.crowd.Readers;
import coattail.benchmarks.crowd.Readers.Arrived;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Publishing;

/** An instance that publishes, its subscribers in a second process, and one more of them in a third. */
public final class Audience implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of the events that fill a connection. */
    private static final int LARGE = 10_000;

    private static final Duration LARGE_PERIOD = Duration.ofMillis(1);

    private final Path directory;
    private final Led issuer;
    private final Led readers;
    private final Led other;

    /**
     * The memory of the instance's process, in bytes.
     *
     * @param used the most of the heap that was in use right after a collection, since it was last asked for
     * @param limit of the heap
     * @param resident of the process
     */
    public record Memory(long used, long limit, long resident) {}

    private Audience(Path directory, Led issuer, Led readers, Led other) {
        this.directory = directory;
        this.issuer = issuer;
        this.readers = readers;
        this.other = other;
    }

    /**
     * Starts all three.
     *
     * @param program the directory of the program's jar
     * @param directory where the directories of all are made
     */
    public static Audience start(Path program, Path directory, List<String> issuing, List<String> reading)
            throws IOException {
        var instance = Files.createDirectories(directory.resolve("issuer"));
        var issuer = Led.start(
                issuing,
                directory.resolve("issuer.log"),
                MemberProcess.ISSUER,
                program.toString(),
                instance.toString(),
                "issuer");
        try {
            var readers = reading(directory, reading, MemberProcess.READERS);
            try {
                return new Audience(directory, issuer, readers, reading(directory, reading, MemberProcess.GREEDY));
            } catch (IOException | RuntimeException e) {
                readers.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            issuer.close();
            throw e;
        }
    }

    private static Led reading(Path directory, List<String> jvmArguments, String kind) throws IOException {
        return Led.start(
                jvmArguments,
                directory.resolve(kind + ".log"),
                kind,
                directory.resolve(kind).toString());
    }

    /** Lets so many subscribe, and the other. */
    public void subscribe(int count) throws IOException {
        connect(readers, 0, count);
        connect(other, count, 1);
    }

    private void connect(Led crowd, int first, int count) throws IOException {
        var file = Tokens.issue(issuer, directory, count);
        crowd.order(Crowd.CONNECT, Integer.toString(first), file.toString());
    }

    /** Publishes at a pace; back when that is done. */
    public void publish(int count, Duration period, int bytes) throws IOException {
        publish(Issuer.ACTION, count, period, bytes);
    }

    private void publish(String action, int count, Duration period, int bytes) throws IOException {
        issuer.order(
                Publishing.STAMPED,
                action,
                Integer.toString(count),
                Long.toString(period.toNanos() / 1_000),
                Integer.toString(bytes));
    }

    /** Publishes at a pace, and tells what came to the readers of that. */
    public Arrived measure(int count, Duration period, int bytes, int arrivals) throws IOException {
        readers.order(Readers.SINCE);
        publish(count, period, bytes);
        return arrived(readers, arrivals);
    }

    private static Arrived arrived(Led crowd, int events) throws IOException {
        return JSON.readValue(crowd.order(Readers.ARRIVED, Integer.toString(events)), Arrived.class);
    }

    /** Stops the other one, and fills its connection with large events that are for it alone. */
    public void stall(int fill) throws IOException {
        other.freeze();
        publish(Publishing.ASIDE, fill, LARGE_PERIOD, LARGE);
    }

    /** Lets the other one read what there is; how many events it has missed so far, once it has read all. */
    public long missed(boolean stalled) throws IOException {
        if (stalled) {
            other.thaw();
        }
        other.order(Readers.SINCE);
        publish(1, Duration.ofMillis(1), 0);
        var arrived = arrived(other, 1);
        if (arrived.events() != 1) {
            throw new IllegalStateException("the one that was stalled gets nothing any more");
        }
        return arrived.missed();
    }

    /** The instance's memory since this was last asked for. */
    public Memory memory() throws IOException {
        return JSON.readValue(issuer.order(MemberProcess.MEMORY), Memory.class);
    }

    @Override
    public void close() {
        other.close();
        readers.close();
        issuer.close();
    }
}
