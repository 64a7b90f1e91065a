// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Publishing;
import coattail.benchmarks.measure.Stamp;
import coattail.core.internal.wire.Message.Notify;

/** Subscribers that look at how old events are when they come. */
public final class Readers implements Follower {
    /** Counts from now on: only what is published from now on. */
    public static final String SINCE = "since";
    /** Waits for so many events, and tells what there was. */
    public static final String ARRIVED = "arrived";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 30;
    private static final int DIGITS = 3;

    private final Connections connections;
    private final LongAdder missed = new LongAdder();
    /** What is counted, from its beginning on. */
    private volatile Count count = new Count(Long.MAX_VALUE);

    private record Count(long since, Histogram ages, Semaphore events) {
        Count(long since) {
            this(since, new ConcurrentHistogram(DIGITS), new Semaphore(0));
        }
    }

    /**
     * What has come.
     *
     * @param events how many that were published since the counting began
     * @param missed how many were left out, in all
     * @param p50 nanoseconds from the call of publish
     */
    public record Arrived(long events, long missed, long p50, long p99, long max) {}

    private Readers(Path directory, List<String> actions, int messages, int bytes) throws IOException {
        connections = new Connections(directory, new Subscribing(actions, messages, bytes, this::came));
    }

    /**
     * Those that give credit as an instance does.
     *
     * @param directory where their keys are made
     */
    public static Readers usual(Path directory) throws IOException {
        return new Readers(directory, List.of(Issuer.ACTION), Subscribing.MESSAGES, Subscribing.BYTES);
    }

    /** Those that let come whatever comes, and subscribe to both actions, so that a connection can be filled. */
    public static Readers greedy(Path directory) throws IOException {
        return new Readers(directory, List.of(Issuer.ACTION, Publishing.ASIDE), 1 << 20, 1 << 30);
    }

    private void came(int peer, Notify event, long leftOut) {
        long now = System.nanoTime();
        missed.add(leftOut);
        var counting = count;
        long published = Stamp.in(event.data().view());
        if (published >= counting.since()) {
            counting.ages().recordValue(Math.max(0, now - published));
            counting.events().release();
        }
    }

    @Override
    public String obey(String... words) throws Exception {
        switch (words[0]) {
            case Crowd.CONNECT -> {
                connections.connect(Integer.parseInt(words[1]), Path.of(words[2]));
                return "";
            }
            case SINCE -> {
                count = new Count(System.nanoTime());
                return "";
            }
            case ARRIVED -> {
                return JSON.writeValueAsString(arrived(Integer.parseInt(words[1])));
            }
            default -> throw new IllegalArgumentException("no such order");
        }
    }

    private Arrived arrived(int events) throws InterruptedException {
        var counted = count;
        if (counted.events().tryAcquire(events, SECONDS, TimeUnit.SECONDS)) {
            counted.events().release(events);
        }
        var ages = counted.ages();
        return new Arrived(
                counted.events().availablePermits(),
                missed.sum(),
                ages.getValueAtPercentile(50),
                ages.getValueAtPercentile(99),
                ages.getMaxValue());
    }

    @Override
    public void close() {
        connections.close();
    }
}
