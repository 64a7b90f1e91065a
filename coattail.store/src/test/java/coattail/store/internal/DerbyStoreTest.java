// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.Store;
import coattail.core.spi.contract.DurableStoreContract;

/** The contract, with Derby on disk; one database is used for all tests and emptied in between. */
class DerbyStoreTest implements DurableStoreContract {
    @TempDir
    static Path directory;

    private static EmbeddedDerby derby;
    private static JdbcStore store;

    @BeforeAll
    static void open() {
        derby = TestDerby.open(directory);
        store = JdbcStore.open(derby);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        TestDatabase.empty(derby.dataSource());
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public void reopen() {
        close();
        open();
    }
}
