// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static coattail.core.spi.contract.StoreSamples.peer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ops4j.pax.jdbc.derby.impl.DerbyDataSourceFactory;
import org.osgi.service.jdbc.DataSourceFactory;

import coattail.core.spi.StoreException;

class EmbeddedDerbyTest {
    @TempDir
    Path directory;

    @Test
    void databaseInUseByAnotherProcessIsRefused() throws Exception {
        try (var child = ChildProcess.start(List.of(), StoreWriter.class, directory.toString(), "0")) {
            assertEquals("open.", child.readLine());
            assertRefused("is in use");
        }
        TestDerby.open(directory).close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void derbysOwnLockIsUnderstoodToo() throws Exception {
        try (var child = ChildProcess.start(List.of(), StoreWriter.class, directory.toString(), "0")) {
            assertEquals("open.", child.readLine());
            // Now ours is gone, as if a tool of Derby's had opened the database.
            Files.delete(directory.resolve("db.lock"));
            assertRefused("is in use");
        }
    }

    @Test
    void databaseInUseByThisProcessIsRefused() {
        try (var first = TestDerby.openStore(directory)) {
            assertRefused("is in use");
            first.peers().put(peer(1));
        }
    }

    @Test
    void databaseMayBeOpenedAgainInTheSameProcess() {
        for (int round = 0; round < 3; round++) {
            try (var store = TestDerby.openStore(directory)) {
                store.peers().put(peer(round));
                assertEquals(round + 1, store.peers().list().size());
            }
        }
    }

    @Test
    void closedStoreLeavesOthersTheirDatabases() throws SQLException {
        var store = TestDerby.openStore(directory.resolve("own"));
        var properties = new Properties();
        properties.setProperty(
                DataSourceFactory.JDBC_DATABASE_NAME,
                directory.resolve("another").toString());
        properties.setProperty("createDatabase", "create");
        try (var another =
                new DerbyDataSourceFactory().createDataSource(properties).getConnection()) {
            store.close();
            assertTrue(another.isValid(0));
        }
    }

    @Test
    void closedStoreRefusesAndStaysClosed() throws SQLException {
        var store = TestDerby.openStore(directory);
        store.close();

        var refusal = assertThrows(StoreException.class, () -> store.peers().list());
        assertEquals("the database is closed", refusal.getMessage());
        assertThrows(StoreException.class, () -> store.schema().state());
        assertTrue(Files.notExists(directory.resolve("db/db.lck")), "Derby was shut down");
    }

    @Test
    void databaseThatWasBeingMadeWhenTheProcessDiedIsMadeAnew() throws Exception {
        // What Derby itself can't get over: the directory is there, and what makes it a database isn't.
        TestDerby.open(directory).close();
        Files.move(directory.resolve("db"), directory.resolve("db.new"));
        Files.delete(directory.resolve("db.new/service.properties"));

        try (var store = TestDerby.openStore(directory)) {
            assertEquals(List.of(), store.peers().list());
        }
        assertTrue(Files.notExists(directory.resolve("db.new")));
    }

    @Test
    void damagedDatabaseIsSaidToBeDamaged() throws Exception {
        TestDerby.openStore(directory).close();
        Files.delete(directory.resolve("db/service.properties"));

        assertRefused("is damaged");
        assertTrue(Files.isDirectory(directory.resolve("db/seg0")), "and left as it is");
    }

    @Test
    void damagedLogIsSaidToBeDamaged() throws Exception {
        TestDerby.openStore(directory).close();
        Files.write(directory.resolve("db/log/log1.dat"), new byte[100], StandardOpenOption.TRUNCATE_EXISTING);
        Files.write(directory.resolve("db/log/log.ctrl"), new byte[48], StandardOpenOption.TRUNCATE_EXISTING);
        Files.write(directory.resolve("db/log/logmirror.ctrl"), new byte[48], StandardOpenOption.TRUNCATE_EXISTING);

        assertRefused("is damaged");
    }

    @Test
    void placeThatIsNoDirectoryIsRefused() throws Exception {
        Files.writeString(directory.resolve("file"), "");
        var refusal = assertThrows(StoreException.class, () -> TestDerby.open(directory.resolve("file/data")));

        assertTrue(refusal.getMessage().contains("can't be in"), refusal::getMessage);
    }

    @Test
    void placeThatDerbyWouldMisreadIsRefused() {
        var refusal = assertThrows(StoreException.class, () -> TestDerby.open(directory.resolve("a;create=true")));

        assertTrue(refusal.getMessage().contains("no ; in a path"), refusal::getMessage);
        assertTrue(Files.notExists(directory.resolve("a")));
    }

    @Test
    void placeMayHaveSpacesAndLetters() {
        try (var store = TestDerby.openStore(directory.resolve("Größe 1 漢字 (a)"))) {
            store.peers().put(peer(1));
            assertEquals(List.of(peer(1)), store.peers().list());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseMayLookIntoTheDatabase() throws Exception {
        TestDerby.open(directory).close();

        assertEquals(
                PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(directory.resolve("db")));
    }

    @Test
    void tokenThatIsTooLongIsNotQuoted() throws Exception {
        var secret = "secret".repeat(700);
        try (var store = TestDerby.openStore(directory)) {
            var refusal = assertThrows(StoreException.class, () -> store.peers().put(peer(1, secret)));

            for (Throwable e = refusal; e != null; e = e.getCause()) {
                assertFalse(String.valueOf(e.getMessage()).contains("secret"), "in a message");
            }
            assertEquals(List.of(), store.peers().list());
        }
    }

    private void assertRefused(String reason) {
        var refusal = assertThrows(
                StoreException.class, () -> TestDerby.openStore(directory).close());
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count(), "one line");
    }
}
