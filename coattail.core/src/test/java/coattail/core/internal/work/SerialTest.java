// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class SerialTest {
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final Queue<Runnable> handed = new ArrayDeque<>();

    @Test
    void runsOnTheExecutorInOrder() {
        var serial = new Serial(handed::add, errors::add);
        serial.execute(() -> log.add("a"));
        serial.execute(() -> log.add("b"));
        assertEquals(List.of(), log);
        assertEquals(1, handed.size());

        runHanded();

        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void startsAnewAfterItRanEmpty() {
        var serial = new Serial(handed::add, errors::add);
        serial.execute(() -> log.add("a"));
        runHanded();
        serial.execute(() -> log.add("b"));
        runHanded();

        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void worksOnAnExecutorThatRunsAtOnce() {
        var serial = new Serial(Runnable::run, errors::add);
        serial.execute(() -> {
            serial.execute(() -> log.add("b"));
            log.add("a");
        });
        serial.execute(() -> log.add("c"));

        assertEquals(List.of("a", "b", "c"), log);
    }

    @Test
    void givesItsThreadToOthersAfterATurn() {
        var serial = new Serial(handed::add, errors::add);
        for (int i = 0; i < 100; i++) {
            serial.execute(() -> log.add("task"));
        }
        handed.remove().run();
        assertEquals(64, log.size());
        assertEquals(1, handed.size());

        runHanded();
        assertEquals(100, log.size());
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheRest() {
        var serial = new Serial(handed::add, errors::add);
        var failure = new IllegalStateException();
        serial.execute(() -> {
            throw failure;
        });
        serial.execute(() -> log.add("next"));
        runHanded();

        assertEquals(List.of("next"), log);
        assertEquals(List.of(failure), errors);
    }

    @Test
    void aRejectedTaskNeverRuns() {
        var full = new boolean[] {true};
        var serial = new Serial(
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    handed.add(task);
                },
                errors::add);
        assertThrows(RejectedExecutionException.class, () -> serial.execute(() -> log.add("rejected")));
        full[0] = false;
        serial.execute(() -> log.add("taken"));
        runHanded();

        assertEquals(List.of("taken"), log);
    }

    @Test
    void runsWhatItTookEvenIfTheExecutorIsFullMeanwhile() {
        var full = new boolean[1];
        var serial = new Serial(
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    handed.add(task);
                },
                errors::add);
        for (int i = 0; i < 200; i++) {
            serial.execute(() -> log.add("task"));
        }
        full[0] = true;
        runHanded();

        assertEquals(200, log.size());
    }

    @Test
    void neverRunsTwoAtATime() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            var serial = new Serial(pool, errors::add);
            var inside = new AtomicInteger();
            var together = new AtomicInteger();
            int[] count = new int[1];
            var done = new CountDownLatch(20_000);
            for (int t = 0; t < 4; t++) {
                pool.execute(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        serial.execute(() -> {
                            if (inside.incrementAndGet() > 1) {
                                together.incrementAndGet();
                            }
                            count[0]++;
                            inside.decrementAndGet();
                            done.countDown();
                        });
                    }
                });
            }
            assertTrue(done.await(30, TimeUnit.SECONDS));
            assertEquals(0, together.get());
            assertEquals(20_000, count[0]);
        } finally {
            pool.shutdownNow();
        }
    }

    private void runHanded() {
        for (var task = handed.poll(); task != null; task = handed.poll()) {
            task.run();
        }
    }
}
