// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedFilesTest {
    @TempDir
    private Path directory;

    private Path shipped;
    private Path etc;

    @BeforeEach
    void ship() throws IOException {
        shipped = Files.createDirectories(directory.resolve("shipped/scripts")).getParent();
        etc = Files.createDirectory(directory.resolve("etc"));
        Files.writeString(shipped.resolve("a.cfg"), "a = 1\n");
        Files.writeString(shipped.resolve("scripts/b c.script"), "b\n");
        assertEquals(List.of(), renew());
    }

    private List<String> renew() {
        return new ShippedFiles(shipped, etc).renew();
    }

    private String text(String name) throws IOException {
        return Files.readString(etc.resolve(name));
    }

    @Test
    void anInstanceBeginsWithAllOfThem() throws IOException {
        assertEquals("a = 1\n", text("a.cfg"));
        assertEquals("b\n", text("scripts/b c.script"));
    }

    @Test
    void whatNobodyChangedFollowsTheDistribution() throws IOException {
        Files.writeString(shipped.resolve("a.cfg"), "a = 2\n");
        Files.writeString(shipped.resolve("scripts/b c.script"), "b2\n");
        Files.writeString(shipped.resolve("new.cfg"), "n\n");
        assertEquals(List.of(), renew());
        assertEquals("a = 2\n", text("a.cfg"));
        assertEquals("b2\n", text("scripts/b c.script"));
        assertEquals("n\n", text("new.cfg"));
    }

    @Test
    void whatSomebodyChangedStaysAndIsReportedOnce() throws IOException {
        Files.writeString(etc.resolve("a.cfg"), "a = mine\n");
        assertEquals(List.of(), renew());
        Files.writeString(shipped.resolve("a.cfg"), "a = 2\n");
        assertEquals(List.of("a.cfg"), renew());
        assertEquals("a = mine\n", text("a.cfg"));
        assertEquals(List.of(), renew());
    }

    @Test
    void whatSomebodyMadeIsNotOverwrittenByANewFileOfThatName() throws IOException {
        Files.writeString(etc.resolve("new.cfg"), "mine\n");
        Files.writeString(shipped.resolve("new.cfg"), "theirs\n");
        assertEquals(List.of("new.cfg"), renew());
        assertEquals("mine\n", text("new.cfg"));
    }

    @Test
    void whatSomebodyDeletedStaysAwayUntilItChangesInTheDistribution() throws IOException {
        Files.delete(etc.resolve("a.cfg"));
        assertEquals(List.of(), renew());
        assertFalse(Files.exists(etc.resolve("a.cfg")));
    }
}
