// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class MailboxTest {
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(() -> log.add("flush"), errors::add);

    @Test
    void runsATaskAtOnceWhereItIsIdle() {
        mailbox.execute(() -> log.add("a"));
        mailbox.execute(() -> log.add("b"));

        assertEquals(List.of("a", "flush", "b", "flush"), log);
    }

    @Test
    void queuesWhatATaskPutsInAndFlushesOnce() {
        mailbox.execute(() -> {
            mailbox.execute(() -> log.add("c"));
            log.add("a");
            mailbox.execute(() -> log.add("d"));
            log.add("b");
        });

        assertEquals(List.of("a", "b", "c", "d", "flush"), log);
    }

    @Test
    void runsWhatAfterBatchPutsIn() {
        var twice = new Mailbox[1];
        twice[0] = new Mailbox(
                () -> {
                    log.add("flush");
                    if (log.size() == 2) {
                        twice[0].execute(() -> log.add("b"));
                    }
                },
                errors::add);

        twice[0].execute(() -> log.add("a"));

        assertEquals(List.of("a", "flush", "b", "flush"), log);
    }

    @Test
    void flushesEvenIfTheQueueNeverRunsEmpty() {
        var left = new int[] {5_000};
        mailbox.execute(new Runnable() {
            @Override
            public void run() {
                if (left[0]-- > 0) {
                    mailbox.execute(this);
                }
            }
        });

        assertEquals(5, log.size());
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheRest() {
        var failure = new StackOverflowError();
        mailbox.execute(() -> {
            mailbox.execute(() -> log.add("next"));
            throw failure;
        });
        mailbox.execute(() -> log.add("later"));

        assertEquals(List.of("next", "flush", "later", "flush"), log);
        assertEquals(List.of(failure), errors);
    }

    @Test
    void survivesAnErrorHandlerThatThrows() {
        var uncaught = new ArrayList<Throwable>();
        var failure = new IllegalStateException("handler");
        var broken = new Mailbox(() -> {}, e -> {
            throw failure;
        });
        var thread = Thread.currentThread();
        thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
        try {
            broken.execute(() -> {
                throw new IllegalArgumentException("task");
            });
        } finally {
            thread.setUncaughtExceptionHandler(null);
        }
        broken.execute(() -> log.add("alive"));

        assertEquals(List.of(failure), uncaught);
        assertEquals("task", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("alive"), log);
    }

    @Test
    void keepsTheOrderOfEachOfManyThreadsAndLosesNothing() throws Exception {
        int threads = 4;
        int each = 50_000;
        int[] seen = new int[threads];
        int[] outOfOrder = new int[1];
        var go = new CountDownLatch(1);
        var busy = new Mailbox(() -> {}, errors::add);
        var producers = IntStream.range(0, threads)
                .mapToObj(t -> new Thread(() -> {
                    awaitQuietly(go);
                    for (int i = 0; i < each; i++) {
                        int expected = i;
                        // Plain fields, on purpose: the mailbox has to make one task's writes visible to the next.
                        busy.execute(() -> {
                            if (seen[t]++ != expected) {
                                outOfOrder[0]++;
                            }
                        });
                    }
                }))
                .toList();
        producers.forEach(Thread::start);
        go.countDown();
        for (var producer : producers) {
            producer.join(TimeUnit.SECONDS.toMillis(30));
        }
        var result = new ArrayList<Integer>();
        busy.execute(() -> IntStream.of(seen).forEach(result::add));

        assertEquals(Stream.generate(() -> each).limit(threads).toList(), result);
        assertEquals(0, outOfOrder[0]);
        assertEquals(List.of(), errors);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
