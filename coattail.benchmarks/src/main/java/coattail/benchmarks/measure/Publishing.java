// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.time.Duration;
import java.util.List;

/** Publishes to a crowd, as a service of the bundle in an instance's framework. */
public interface Publishing {
    /** A second name that one may subscribe to, beside {@link Issuer#ACTION}. */
    String ASIDE = "benchmark-record";

    /** The orders by which a process is told to do these. */
    String STAMPED = "publish-stamped";

    String ACCOUNTED = "publish-accounted";
    String PUBLISHED = "published";
    String VERDICTS = "verdicts";

    /**
     * Publishes at a pace; back when it is done. Each event has its {@linkplain Stamp stamp}: {@link System#nanoTime()}
     * right before it was published.
     *
     * @param bytes how large the data are
     */
    void stamped(String action, int count, Duration period, int bytes) throws InterruptedException;

    /**
     * Begins to publish with verdicts under {@link Issuer#ACTION}, from now on. Each event is stamped with its number,
     * from 0.
     *
     * @param deadline for the verdicts of each
     */
    void accounted(int count, Duration period, Duration deadline);

    /** Waits until so many of them have been published. */
    void awaitPublished(int count) throws InterruptedException;

    /**
     * Waits for the verdicts of all of them. A line for each verdict, {@code NUMBER RECEIVER OUTCOME}, and for each
     * outcome that a publication counts {@code NUMBER = OUTCOME COUNT}.
     */
    List<String> verdicts() throws Exception;
}
