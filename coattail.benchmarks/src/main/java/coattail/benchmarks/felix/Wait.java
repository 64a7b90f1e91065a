// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody tells of. */
final class Wait {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Wait() {}

    /** What the source has, as soon as it has something; {@code missing} says what is wrong if it never does. */
    static <T> T value(String missing, Callable<Optional<T>> source) throws Exception {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (true) {
            var found = source.call();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("for a minute now: " + missing);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
