// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.stream.IntStream;

/**
 * The bounds of publishing. Times are milliseconds.
 *
 * @param windowEvents how many events may wait for a subscription, from 1; a subscriber may ask for fewer
 * @param windowBytes how many bytes of them, from 1
 * @param outstanding of how many sent events a subscription's verdicts are awaited at once, from 1
 * @param graceMillis how long events wait for a subscription whose connection was lost
 * @param stallMillis how long a full window may stand still before its stream is ended
 * @param lifeMillis how long an event of which no verdicts were asked for may wait
 * @param cascadeBurst how many deliveries one action's cascades may make at once, from 1
 * @param cascadeRate how many a second, from 1
 */
public record PublicationLimits(
        int windowEvents,
        int windowBytes,
        int outstanding,
        long graceMillis,
        long stallMillis,
        long lifeMillis,
        int cascadeBurst,
        int cascadeRate) {
    /** Those of docs/protocol.md. */
    public static final PublicationLimits DEFAULT =
            new PublicationLimits(64, 1 << 20, 1_024, 2_000, 60_000, 30_000, 10_000, 1_000);

    public PublicationLimits {
        var counts = IntStream.of(windowEvents, windowBytes, outstanding, cascadeBurst, cascadeRate);
        if (counts.anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }

    /** These, with other bounds for cascades. */
    public PublicationLimits withCascades(int burst, int rate) {
        return new PublicationLimits(
                windowEvents, windowBytes, outstanding, graceMillis, stallMillis, lifeMillis, burst, rate);
    }
}
