// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;

import coattail.core.spi.StoreException;

/**
 * Runs transactions on a data source.
 *
 * <p>Each takes a connection of its own. There is no pool: with Derby embedded a connection costs some 60 us beside the
 * millisecond of a commit, and a DataSource for another database brings its own pool. Derby keeps compiled statements
 * per database, so they aren't lost with the connection.
 */
final class Database implements AutoCloseable {
    /** How often a transaction that lost to another is run at most. */
    private static final int ATTEMPTS = 5;

    private final DataSource source;
    private final DatabaseErrors errors;
    /** Read: a transaction runs. Write: the database is being closed, which waits for those that run. */
    private final ReadWriteLock running = new ReentrantReadWriteLock();

    private boolean closed;

    Database(DataSource source, DatabaseErrors errors) {
        this.source = source;
        this.errors = errors;
    }

    /** What a transaction does. It may be run several times, so it must do nothing but in the database. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** What is done with a data source as a whole. */
    @FunctionalInterface
    interface Use<T> {
        T of(DataSource source) throws SQLException;
    }

    /**
     * Runs a transaction and commits it, or undoes it if anything is thrown. One that another one defeated is run anew:
     * it was the victim of a deadlock or waited too long for a lock (SQLSTATE 40xxx, HYT00), as the standard advises,
     * or it wrote by what it had read before the other committed (23xxx: the next run reads what the other wrote, and
     * decides by that).
     *
     * @throws StoreException if the database fails, or the work throws it
     */
    <T> T transact(Work<T> work) {
        return use(from -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return once(from, work);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !errors.mayBeRepeated(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    /**
     * Uses the data source while the database is open. A thread that is interrupted already gets its answer: Derby
     * would close its connection, and whoever stores that something was cancelled is such a thread.
     */
    <T> T use(Use<T> use) {
        boolean interrupted = Thread.interrupted();
        running.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the database is closed");
            }
            return use.of(source);
        } catch (SQLException e) {
            throw errors.toStoreException(e);
        } finally {
            running.readLock().unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the transactions that run, and refuses all later ones: any would open Derby anew. */
    @Override
    public void close() {
        running.writeLock().lock();
        try {
            closed = true;
        } finally {
            running.writeLock().unlock();
        }
    }

    private static <T> T once(DataSource source, Work<T> work) throws SQLException {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            // Enough here: transactions compete for a row that they change first, or a key that but one can have.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try {
                var result = work.in(new Transaction(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
