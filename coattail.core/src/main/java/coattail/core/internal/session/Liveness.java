// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** Notices when the other side has fallen silent (docs/protocol.md, "Life of a connection"). */
final class Liveness {
    private static final long QUIET_MILLIS = 20_000;
    private static final long ANSWER_MILLIS = 10_000;
    private static final int MOST_MISSES = 2;

    /** What is due at a tick. */
    enum Due {
        FINE,
        PING,
        DEAD
    }

    private long lastRead;
    private int asked;

    Liveness(long now) {
        lastRead = now;
    }

    void read(long now) {
        lastRead = now;
        asked = 0;
    }

    Due tick(long now) {
        if (now - lastRead < QUIET_MILLIS + asked * ANSWER_MILLIS) {
            return Due.FINE;
        }
        if (asked == MOST_MISSES) {
            return Due.DEAD;
        }
        asked++;
        return Due.PING;
    }
}
