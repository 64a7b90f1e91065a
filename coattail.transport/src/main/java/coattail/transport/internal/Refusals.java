// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the log of those who were turned away, a line in ten seconds at most: who floods us mustn't flood the log. */
final class Refusals {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private long nextAt;
    private int untold;

    Refusals(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
        nextAt = nanoTime.getAsLong();
    }

    void add(SocketAddress from, String reason) {
        String line;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - nextAt < 0) {
                untold++;
                return;
            }
            nextAt = now + PAUSE_NANOS;
            line = from + ": " + reason + (untold == 0 ? "" : " (and " + untold + " others turned away before)");
            untold = 0;
        }
        log.accept(line);
    }
}
