// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.Schema.State;
import coattail.core.spi.StoreException;

class FlywaySchemaTest {
    private static final String DERBY = "Apache Derby 10.14.2.0";
    private static final String SCRIPTS = "coattail/store/internal/";

    @TempDir
    Path directory;

    private EmbeddedDerby derby;
    private Database database;

    @BeforeEach
    void open() {
        derby = TestDerby.open(directory);
        database = new Database(derby.dataSource(), derby.errors());
    }

    @AfterEach
    void close() {
        database.close();
        derby.close();
    }

    @Test
    void newDatabaseIsBroughtUpToDate() {
        var schema = new FlywaySchema(database, SCRIPTS + "two");

        assertEquals(new State(DERBY, 0, 2, 2), schema.state());
        assertEquals(new State(DERBY, 2, 2, 0), schema.migrate());
        assertEquals(new State(DERBY, 2, 2, 0), schema.state());
        assertEquals(new State(DERBY, 2, 2, 0), schema.migrate());
    }

    @Test
    void askingForTheStateChangesNothing() throws SQLException {
        new FlywaySchema(database, SCRIPTS + "two").state();

        try (var connection = derby.dataSource().getConnection();
                var tables = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            assertEquals(false, tables.next());
        }
    }

    @Test
    void schemaNewerThanKnownIsRefusedAndLeftAsItIs() throws SQLException {
        var schema = new FlywaySchema(database, SCRIPTS + "two");
        schema.migrate();
        TestDatabase.addLaterSchema(derby.dataSource(), 7);

        var refusal = assertThrows(StoreException.class, schema::migrate);
        assertTrue(refusal.getMessage().contains("schema version 7"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("none above 2"), refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count(), "one line");
        assertEquals(new State(DERBY, 7, 2, 0), schema.state());
    }

    @Test
    void migrationThatFailsIsUndone() {
        var schema = new FlywaySchema(database, SCRIPTS + "broken");

        var failure = assertThrows(StoreException.class, schema::migrate);
        assertTrue(failure.getMessage().contains("'ONE' already exists"), failure::getMessage);
        assertEquals(1, failure.getMessage().lines().count(), "one line");
        assertEquals(new State(DERBY, 1, 2, 1), schema.state());
        assertEquals(new State(DERBY, 2, 2, 0), twoAfterwards());
    }

    @Test
    void scriptThatWasChangedAfterItRanIsRefused() throws SQLException {
        var schema = new FlywaySchema(database, SCRIPTS + "two");
        schema.migrate();
        TestDatabase.execute(
                derby.dataSource(), "UPDATE \"schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '2'");

        var refusal = assertThrows(StoreException.class, schema::migrate);
        assertTrue(
                refusal.getMessage().startsWith("the database's schema can't be brought up to date: "),
                refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count(), "one line");
    }

    @Test
    void contextClassLoaderIsLeftAsItWas() {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        var own = new ClassLoader(before) {};
        thread.setContextClassLoader(own);
        try {
            new FlywaySchema(database, SCRIPTS + "two").migrate();
            assertSame(own, thread.getContextClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What is left of the failed script doesn't hinder another one of its number. */
    private State twoAfterwards() {
        return new FlywaySchema(database, SCRIPTS + "two").migrate();
    }
}
