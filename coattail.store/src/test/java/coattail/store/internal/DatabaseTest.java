// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.StoreException;

class DatabaseTest {
    @TempDir
    Path directory;

    private EmbeddedDerby derby;
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        derby = TestDerby.open(directory);
        database = new Database(derby.dataSource(), derby.errors());
        TestDatabase.execute(derby.dataSource(), "CREATE TABLE counter (id INTEGER NOT NULL PRIMARY KEY, n INTEGER)");
        TestDatabase.execute(derby.dataSource(), "INSERT INTO counter VALUES (1, 0), (2, 0)");
    }

    @AfterEach
    void close() {
        database.close();
        derby.close();
    }

    @Test
    void whatThrowsIsUndone() {
        var own = new IllegalStateException("own");
        assertSame(
                own,
                assertThrows(
                        IllegalStateException.class,
                        () -> database.transact(in -> {
                            increment(in, 1);
                            throw own;
                        })));
        assertEquals(0, read(1));

        assertThrows(
                StoreException.class,
                () -> database.transact(in -> {
                    increment(in, 1);
                    return in.update("UPDATE nothing SET n = 1");
                }));
        assertEquals(0, read(1));
    }

    @Test
    void victimOfADeadlockIsRunAnew() throws Exception {
        var bothHoldOne = new CyclicBarrier(2);
        var runs = new AtomicInteger();
        var first = CompletableFuture.supplyAsync(() -> inOpposition(1, 2, bothHoldOne, runs));
        var second = CompletableFuture.supplyAsync(() -> inOpposition(2, 1, bothHoldOne, runs));

        assertEquals(1, first.get(60, SECONDS));
        assertEquals(1, second.get(60, SECONDS));
        assertEquals(3, runs.get(), "one ran twice");
        assertEquals(2, read(1));
        assertEquals(2, read(2));
    }

    @Test
    void transactionThatNeverSucceedsIsGivenUp() {
        var runs = new AtomicInteger();
        var failure = assertThrows(
                StoreException.class,
                () -> database.transact(in -> {
                    runs.incrementAndGet();
                    return in.update("INSERT INTO counter VALUES (1, 0)");
                }));

        assertEquals(5, runs.get());
        assertTrue(failure.getCause() instanceof SQLException);
    }

    @Test
    void errorThatIsNoConflictIsNotRepeated() {
        var runs = new AtomicInteger();
        assertThrows(
                StoreException.class,
                () -> database.transact(in -> {
                    runs.incrementAndGet();
                    return in.update("UPDATE nothing SET n = 1");
                }));

        assertEquals(1, runs.get());
    }

    @Test
    void closingWaitsForWhatIsUnderWay() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var underWay = CompletableFuture.supplyAsync(() -> database.transact(in -> {
            increment(in, 1);
            begun.countDown();
            await(mayEnd);
            return true;
        }));
        await(begun);
        var closed = CompletableFuture.runAsync(database::close);
        assertFalse(closed.isDone());
        mayEnd.countDown();

        assertTrue(underWay.get(60, SECONDS), "it was committed");
        closed.get(60, SECONDS);
        assertThrows(StoreException.class, () -> read(1));
        try (var connection = derby.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT n FROM counter WHERE id = 1")) {
            assertTrue(row.next());
            assertEquals(1, row.getInt(1));
        }
    }

    @Test
    void interruptedThreadStillGetsItsAnswer() {
        Thread.currentThread().interrupt();
        try {
            database.transact(in -> {
                increment(in, 1);
                return increment(in, 2);
            });
            assertEquals(1, read(2));
            assertTrue(Thread.currentThread().isInterrupted(), "and is still interrupted");
        } finally {
            Thread.interrupted();
        }
    }

    /** Increments one row, and the other once both parties hold their first; the victim meets nobody any more. */
    private int inOpposition(int mine, int other, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        return database.transact(in -> {
            boolean again = runs.incrementAndGet() > 2;
            increment(in, mine);
            if (!again) {
                await(bothHoldOne);
            }
            return increment(in, other);
        });
    }

    private static int increment(Transaction in, int id) throws SQLException {
        return in.update("UPDATE counter SET n = n + 1 WHERE id = ?", id);
    }

    private int read(int id) {
        return database.transact(in -> in.one(row -> row.getInt("n"), "SELECT n FROM counter WHERE id = ?", id)
                .orElseThrow());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
