// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

/**
 * How much a token allows, over all its keys and connections.
 *
 * @param rate requests a second, 1 to 1 000 000
 * @param burst requests at once after a rest, 1 to 1 000 000
 * @param concurrency requests under way, 1 to 1 000 000
 * @param subscriptions stored subscriptions, 0 to 1 000 000
 * @param maxMessage bytes of one body, 1 to 2^30
 */
public record Limits(int rate, int burst, int concurrency, int subscriptions, int maxMessage) {
    /** What holds where nothing else is asked for. */
    public static final Limits DEFAULT = new Limits(100, 200, 64, 100, 1_048_576);

    private static final int MOST = 1_000_000;
    private static final int LARGEST_MESSAGE = 1 << 30;

    public Limits {
        requireRange("rate", rate, 1, MOST);
        requireRange("burst", burst, 1, MOST);
        requireRange("concurrency", concurrency, 1, MOST);
        requireRange("subscriptions", subscriptions, 0, MOST);
        requireRange("max-message", maxMessage, 1, LARGEST_MESSAGE);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "a token's " + name + " is from " + least + " to " + most + ", not " + value);
        }
    }
}
