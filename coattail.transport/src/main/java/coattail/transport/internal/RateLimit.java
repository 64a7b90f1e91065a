// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

/** So many a second, and as many at once: a bucket that a second fills. Not safe for use by several threads. */
final class RateLimit {
    private static final double NANOS = 1e9;
    private double left;
    private long asOf;
    private long takenAt;

    RateLimit(int perSecond, long now) {
        left = perSecond;
        asOf = now;
        takenAt = now;
    }

    /** Whether one more is allowed now; nothing is taken yet. */
    boolean allows(int perSecond, long now) {
        left = Math.min(perSecond, left + (now - asOf) / NANOS * perSecond);
        asOf = now;
        return left >= 1;
    }

    /** Takes one. */
    void take(long now) {
        left--;
        takenAt = now;
    }

    /** Whether this is like new, so that it may be forgotten. */
    boolean isIdle(long now) {
        return now - takenAt >= NANOS;
    }
}
