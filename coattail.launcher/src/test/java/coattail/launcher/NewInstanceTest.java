// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewInstanceTest {
    @TempDir
    private Path directory;

    private KnownInstances known;
    private NewInstance newInstance;

    @BeforeEach
    void install() throws IOException {
        Path home = directory.resolve("home");
        Path samples = Files.createDirectories(home.resolve("system/io/coattail/coattail.sample-actions/1.0"));
        Files.writeString(samples.resolve("samples.jar"), "jar");
        Path etc = Files.createDirectory(home.resolve("etc"));
        Files.writeString(etc.resolve("coattail.instance.cfg"), "# Who.\nname =\n");
        Files.writeString(etc.resolve("coattail.listener.cfg"), "bind =\nport = 49365\nadvertise =\n");
        known = new KnownInstances(directory.resolve("known"));
        newInstance = new NewInstance(new Distribution(home), known);
    }

    private static NewInstance.Wish wish(String name) {
        return new NewInstance.Wish(name, 50_001, "", "", false);
    }

    @Test
    void hasTheDirectoriesThatItsOwnerAloneCanRead() throws IOException {
        InstanceDirectory made = newInstance.make(directory.resolve("in st/plant"), wish("Plant 1"));
        for (String part : List.of("", "actions", "receivers", "data", "etc", "keys", "log", "work")) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(made.path().resolve(part))),
                    part);
        }
        assertEquals("Plant 1", made.name());
        assertEquals(50_001, made.listener().port("port", 0));
        assertTrue(made.pid().isEmpty());
        assertEquals(List.of(made), known.all());
    }

    @Test
    void isNamedAfterItsDirectoryUnlessToldOtherwise() {
        assertEquals(
                "plant-7",
                newInstance.make(directory.resolve("plant 7"), wish("")).name());
    }

    @Test
    void samplesAreDroppedIn() {
        var wish = new NewInstance.Wish("", 50_001, "127.0.0.1", "plant.example:50001", true);
        InstanceDirectory made = newInstance.make(directory.resolve("plant"), wish);
        assertTrue(Files.exists(made.path().resolve("actions/samples.jar")));
        assertEquals("127.0.0.1", made.listener().value("bind", ""));
        assertEquals("plant.example:50001", made.listener().value("advertise", ""));
    }

    @Test
    void anOccupiedDirectoryIsRefusedUntouched() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("occupied"));
        Files.writeString(occupied.resolve("mine"), "x");
        Failure failure = assertThrows(Failure.class, () -> newInstance.make(occupied, wish("")));
        assertTrue(failure.getMessage().contains("isn't empty"));
        assertFalse(Files.exists(occupied.resolve("etc")));
        assertThrows(Failure.class, () -> newInstance.make(occupied.resolve("mine"), wish("")));
    }

    @Test
    void anEmptyDirectoryWillDo() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertEquals("empty", newInstance.make(empty, wish("")).name());
    }

    @Test
    void twoInstancesShareNoPortOfKaraf() {
        ConfigFile one = newInstance.make(directory.resolve("one"), wish("")).ports();
        ConfigFile two = newInstance.make(directory.resolve("two"), wish("")).ports();
        for (String key : List.of("coattail.ssh.port", "coattail.rmi.registry.port", "coattail.rmi.server.port")) {
            assertNotEquals(one.port(key, 0), two.port(key, 0), key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "-a", "a\u0007", "a\u202Eb", " a", "a "})
    void aNameThatCannotBeOneIsWrongUsage(String name) {
        assertEquals(
                Failure.USAGE, assertThrows(Failure.class, () -> wish(name)).exitCode());
    }

    @Test
    void isFoundFromWithinItsDirectory() {
        InstanceDirectory made = newInstance.make(directory.resolve("plant"), wish(""));
        assertEquals(made, InstanceDirectory.around(made.path().resolve("log")));
        assertThrows(Failure.class, () -> InstanceDirectory.around(directory));
    }
}
