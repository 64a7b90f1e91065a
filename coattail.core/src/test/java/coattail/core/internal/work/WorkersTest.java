// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.ThrowAwayLoader;

class WorkersTest {
    private static final Duration GRACE = Duration.ofMillis(200);

    private final ClassLoader loader = new URLClassLoader(new URL[0], null);
    private final Workers workers = new Workers(GRACE, Optional.empty());

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void givesTheTaskANameAndAContextClassLoaderAndTakesBothBack() throws Exception {
        var inside = new CompletableFuture<String>();
        var loaderInside = new CompletableFuture<ClassLoader>();
        var thread = new CompletableFuture<Thread>();
        workers.execute("coattail echo <- plant", loader, () -> {
            thread.complete(Thread.currentThread());
            loaderInside.complete(Thread.currentThread().getContextClassLoader());
            inside.complete(Thread.currentThread().getName());
        });
        assertEquals("coattail echo <- plant", inside.get(30, TimeUnit.SECONDS));
        assertSame(loader, loaderInside.join());
        workers.close();
        assertEquals("coattail-worker-1", thread.join().getName());
        assertSame(Workers.class.getClassLoader(), thread.join().getContextClassLoader());
    }

    @Test
    void aHandlerThatComesFindsAThreadHoweverManyAreStuck() throws Exception {
        var hold = new CountDownLatch(1);
        var served = new CountDownLatch(1);
        for (int i = 0; i < 600; i++) {
            workers.execute("stuck", loader, () -> awaitQuietly(hold));
        }
        workers.execute("another", loader, served::countDown);

        assertTrue(served.await(30, TimeUnit.SECONDS));
        hold.countDown();
    }

    @Test
    void shortTasksRunWhileHandlersAreStuck() throws Exception {
        var hold = new CountDownLatch(1);
        workers.execute("one", loader, () -> awaitQuietly(hold));
        workers.execute("two", loader, () -> awaitQuietly(hold));

        var name = CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), workers.executor())
                .get(30, TimeUnit.SECONDS);
        assertTrue(name.startsWith("coattail-task-"), name);
        hold.countDown();
    }

    @Test
    void shortTasksWaitInLineWhereTheyAreMany() throws Exception {
        var hold = new CountDownLatch(1);
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 200; i++) {
            all.add(CompletableFuture.runAsync(() -> awaitQuietly(hold), workers.executor()));
        }
        hold.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        assertTrue(all.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void aTaskThatThrowsCostsNoThread() throws Exception {
        var first = new CompletableFuture<Thread>();
        workers.execute("fails", loader, () -> {
            first.complete(Thread.currentThread());
            throw new IllegalStateException("on purpose");
        });
        first.get(30, TimeUnit.SECONDS);
        var alive = new CompletableFuture<Boolean>();
        workers.executor().execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        workers.executor().execute(() -> alive.complete(first.join().isAlive()));

        assertTrue(alive.get(30, TimeUnit.SECONDS));
    }

    @Test
    void closingInterruptsWhatIsLeftAndLeavesNoThread() throws Exception {
        var started = new CompletableFuture<Thread>();
        var interrupted = new CompletableFuture<Boolean>();
        workers.execute("stubborn", loader, () -> {
            started.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        started.get(30, TimeUnit.SECONDS);
        workers.close();

        assertTrue(interrupted.get(30, TimeUnit.SECONDS));
        started.join().join(30_000);
        assertFalse(started.join().isAlive());
        assertThrows(RejectedExecutionException.class, () -> workers.execute("late", loader, () -> {}));
        assertThrows(RejectedExecutionException.class, () -> workers.executor().execute(() -> {}));
    }

    @Test
    void closingLetsWhatRunsFinishWithinTheGrace() throws Exception {
        var patient = new Workers(Duration.ofSeconds(30), Optional.empty());
        var running = new CountDownLatch(1);
        var hold = new CountDownLatch(1);
        var answered = new CompletableFuture<String>();
        patient.execute("finishes", loader, () -> {
            running.countDown();
            awaitQuietly(hold);
            patient.executor().execute(() -> answered.complete("done"));
        });
        running.await();
        var closing = new Thread(patient::close);
        closing.start();
        hold.countDown();

        assertEquals("done", answered.get(30, TimeUnit.SECONDS));
        closing.join(30_000);
        assertFalse(closing.isAlive());
    }

    @Test
    void virtualThreadsServeWhereThereAreAny() throws Exception {
        var virtual = VirtualThreads.executor("coattail-worker-");
        assertEquals(Runtime.version().feature() >= 24, virtual.isPresent());
        if (virtual.isPresent()) {
            try (var many = new Workers(GRACE, virtual)) {
                var hold = new CountDownLatch(1);
                var started = new CountDownLatch(50);
                for (int i = 0; i < 50; i++) {
                    many.execute("handler", loader, () -> {
                        started.countDown();
                        awaitQuietly(hold);
                    });
                }
                assertTrue(started.await(30, TimeUnit.SECONDS));
                hold.countDown();
            }
        }
    }

    @Test
    void aThreadForgetsOnWhoseBehalfItWasStarted() throws Exception {
        var caller = callFromALoaderOfItsOwn();

        assertTrue(
                ThrowAwayLoader.collected(caller),
                "the class loader of the code that made the pool start a thread is still held");
    }

    /** Has a class of a throw-away loader start the threads, as an action does that performs another one. */
    private WeakReference<ClassLoader> callFromALoaderOfItsOwn() throws Exception {
        var alone = new ThrowAwayLoader(Caller.class);
        var caller = alone.loadClass(Caller.class.getName());
        assertSame(alone, caller.getClassLoader());
        var done = new CountDownLatch(2);
        Consumer<Object> start = unused -> {
            workers.executor().execute(done::countDown);
            workers.execute("task", WorkersTest.class.getClassLoader(), done::countDown);
        };
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(alone);
        try {
            @SuppressWarnings("unchecked")
            var instance =
                    (Consumer<Consumer<Object>>) caller.getDeclaredConstructor().newInstance();
            instance.accept(start);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertTrue(done.await(30, TimeUnit.SECONDS));
        return new WeakReference<>(alone);
    }

    /** Loaded once more by a loader of its own. */
    public static final class Caller implements Consumer<Consumer<Object>> {
        @Override
        public void accept(Consumer<Object> callee) {
            callee.accept(this);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
