// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what nobody tells of. The deadline is for a test that fails: one that succeeds doesn't feel it. */
public final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private Await() {}

    /** A condition; it may throw. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; {@code what} says what didn't come about if it never does. */
    public static void until(Supplier<String> what, Condition condition) throws Exception {
        until(what, LONGEST, condition);
    }

    public static void until(Supplier<String> what, Duration longest, Condition condition) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + longest.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** The value, as soon as there is one. */
    public static <T> T value(String what, Supplier<Optional<T>> source) throws Exception {
        var found = new Object() {
            Optional<T> value = Optional.empty();
        };
        until(() -> what, () -> {
            found.value = source.get();
            return found.value.isPresent();
        });
        return found.value.orElseThrow();
    }
}
