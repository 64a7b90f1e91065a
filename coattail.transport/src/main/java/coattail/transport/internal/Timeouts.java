// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.time.Duration;

/**
 * How long is waited for the other side.
 *
 * @param handshake for a dial as a whole, and for the TLS handshake in either role
 * @param close for the other side to let go after a close
 */
record Timeouts(Duration handshake, Duration close) {
    static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(2));

    /** "within 10 s". */
    String withinHandshake() {
        long millis = handshake.toMillis();
        return "within " + (millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms");
    }
}
