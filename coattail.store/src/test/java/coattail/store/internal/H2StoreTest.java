// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.Path;
import java.sql.SQLException;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.Store;
import coattail.core.spi.contract.DurableStoreContract;

/** The contract with another database, as a DataSource service gives it: the SQL is nobody's dialect. */
class H2StoreTest implements DurableStoreContract {
    @TempDir
    static Path directory;

    private static JdbcDataSource source;
    private static JdbcStore store;

    @BeforeAll
    static void open() {
        source = new JdbcDataSource();
        // Or it would open and close the database for each transaction; a pool of connections does the same.
        source.setURL("jdbc:h2:file:" + directory.resolve("h2") + ";DB_CLOSE_DELAY=-1");
        store = JdbcStore.open(DatabaseSource.of(source));
    }

    @AfterAll
    static void close() throws SQLException {
        store.close();
        TestDatabase.execute(source, "SHUTDOWN");
    }

    @BeforeEach
    void empty() throws SQLException {
        TestDatabase.empty(source);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public void reopen() throws SQLException {
        close();
        open();
    }
}
