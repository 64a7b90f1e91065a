// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.OwnThread;

class TimerWheelTest {
    private static final long START = 1_000_007;

    private final List<String> log = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(() -> START);

    @Test
    void runsATaskWhenItsTimeHasComeAndNotBefore() {
        wheel.schedule(START + 60, () -> log.add("a"));
        wheel.advance(START + 59);
        assertEquals(List.of(), log);
        wheel.advance(START + 60);
        assertEquals(List.of("a"), log);
        wheel.advance(START + 100_000);
        assertEquals(List.of("a"), log);
    }

    @Test
    void runsWhatIsPastAtTheNextAdvance() {
        wheel.schedule(START - 500, () -> log.add("a"));
        wheel.advance(START);
        wheel.advance(START + 400);
        wheel.schedule(START + 100, () -> log.add("b"));
        wheel.advance(START + 400);

        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void runsInTheOrderOfTimeAndThenOfScheduling() {
        wheel.schedule(START + 30, () -> log.add("c"));
        wheel.schedule(START + 20, () -> log.add("a"));
        wheel.schedule(START + 20, () -> log.add("b"));
        wheel.schedule(START + 70_000, () -> log.add("d"));
        wheel.advance(START + 100_000);

        assertEquals(List.of("a", "b", "c", "d"), log);
    }

    @Test
    void waitsForMoreThanOneTurnOfTheWheel() {
        wheel.schedule(START + 3_600_000, () -> log.add("an hour"));
        for (long now = START; now < START + 3_600_000; now += 977) {
            wheel.advance(now);
        }
        assertEquals(List.of(), log);
        wheel.advance(START + 3_600_000);
        assertEquals(List.of("an hour"), log);
    }

    @Test
    void catchesUpAfterALongSleep() {
        IntStream.range(0, 5_000).forEach(i -> wheel.schedule(START + i * 100L, () -> log.add("x")));
        wheel.advance(START + 10_000_000);

        assertEquals(5_000, log.size());
        assertEquals(0, wheel.size());
    }

    @Test
    void cancellingForgetsAtOnce() {
        var timeouts = IntStream.range(0, 10_000)
                .mapToObj(i -> wheel.schedule(START + 30_000 + i, () -> log.add("x")))
                .toList();
        assertEquals(10_000, wheel.size());
        timeouts.forEach(timeout -> assertTrue(timeout.cancel()));
        assertEquals(0, wheel.size());
        assertFalse(timeouts.get(0).cancel());
        wheel.advance(START + 100_000);

        assertEquals(List.of(), log);
    }

    @Test
    void cancellingTellsThatItWasTooLate() {
        var timeout = wheel.schedule(START, () -> log.add("a"));
        wheel.advance(START);

        assertFalse(timeout.cancel());
        assertEquals(List.of("a"), log);
    }

    @Test
    void aTaskCancelsAnotherThatIsDueWithIt() {
        var second = new Timeout[1];
        wheel.schedule(START + 10, () -> assertTrue(second[0].cancel()));
        second[0] = wheel.schedule(START + 11, () -> log.add("cancelled"));
        wheel.advance(START + 20);

        assertEquals(List.of(), log);
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheRest() {
        wheel.schedule(START + 1, () -> {
            throw new IllegalStateException("on purpose");
        });
        wheel.schedule(START + 2, () -> log.add("next"));
        wheel.advance(START + 10);

        assertEquals(List.of("next"), log);
    }

    @Test
    void aTaskSchedulesTheNext() {
        wheel.schedule(START + 10, () -> wheel.schedule(START + 20, () -> log.add("b")));
        wheel.advance(START + 10);
        wheel.advance(START + 20);

        assertEquals(List.of("b"), log);
    }

    @Test
    void losesNothingWhileItTurns() throws Exception {
        int each = 100_000;
        var ran = new AtomicInteger();
        var cancelled = new AtomicInteger();
        var now = new AtomicLong(START);
        var turning = new AtomicBoolean(true);
        var turner = CompletableFuture.runAsync(
                () -> {
                    while (turning.get()) {
                        wheel.advance(now.incrementAndGet());
                    }
                },
                OwnThread.EACH);
        var setters = IntStream.range(0, 3)
                .mapToObj(t -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                var timeout = wheel.schedule(now.get() + i % 60 - 10, ran::incrementAndGet);
                                if (i % 3 == 0 && timeout.cancel()) {
                                    cancelled.incrementAndGet();
                                }
                            }
                        },
                        OwnThread.EACH))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(setters).get(60, TimeUnit.SECONDS);
        turning.set(false);
        turner.get(60, TimeUnit.SECONDS);
        wheel.advance(now.get() + 1_000);

        assertEquals(3 * each, ran.get() + cancelled.get());
        assertEquals(0, wheel.size());
    }

    @Test
    void aTickerTurnsItAndLeavesNoThread() throws Exception {
        var real = new TimerWheel(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        var ran = new CompletableFuture<Thread>();
        try (var ticker = Ticker.start(real)) {
            real.schedule(real.now() + 1, () -> ran.complete(Thread.currentThread()));
            assertEquals("coattail-timer", ran.get(30, TimeUnit.SECONDS).getName());
            assertTrue(ran.join().isDaemon());
        }
        assertFalse(ran.join().isAlive());
    }
}
