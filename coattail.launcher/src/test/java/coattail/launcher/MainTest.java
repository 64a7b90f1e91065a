// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path directory;

    private Path plant;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void make() throws IOException {
        Path real = directory.toRealPath();
        plant = instance(real.resolve("plant"));
    }

    private static Path instance(Path path) throws IOException {
        Path etc = Files.createDirectories(path.resolve("etc"));
        Files.writeString(etc.resolve("coattail.instance.cfg"), "name = " + path.getFileName() + "\n");
        Files.writeString(etc.resolve("coattail.listener.cfg"), "port = 50001\n");
        return path;
    }

    private int run(Path where, String... words) {
        out.reset();
        err.reset();
        var environment = Map.of("XDG_STATE_HOME", directory.resolve("state").toString());
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        where)
                .run(List.of(words));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void assertOneLine(String part) {
        String line = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, line.lines().count(), line);
        assertTrue(line.startsWith("coattail: ") && line.contains(part), line);
    }

    @Test
    void aCommandForAnInstanceMakesItListed() {
        assertEquals(0, run(directory, "service", "status"));
        assertFalse(output().contains("plant"));
        assertEquals(1, run(directory, "--instance", plant.toString(), "info"));
        assertOneLine("isn't running");
        assertEquals(0, run(directory, "service", "status"));
        assertTrue(output().contains("plant  stopped"), output());
    }

    @Test
    void anInstanceIsListedWhereItsStatusIsAsked() {
        assertEquals(0, run(plant.resolve("etc"), "service", "status"));
        assertTrue(output().contains(plant.toString()), output());
    }

    @Test
    void whatCannotBeLookedIntoIsMarkedAndHidesNoOther() throws IOException {
        Path other = instance(plant.resolveSibling("other"));
        run(plant, "service", "status");
        run(other, "service", "status");
        // Nobody can open a directory for writing, not even who may do everything.
        Files.createDirectory(other.resolve("lock"));
        assertEquals(0, run(directory, "service", "status"));
        assertTrue(output().contains("other  unknown") && output().contains("plant  stopped"), output());
        assertOneLine(other.toString());
        assertEquals(0, run(directory, "service", "status", "--json"));
        assertTrue(output().contains("\"state\":\"unknown\",\"pid\":null,\"port\":null"), output());
    }

    @Test
    void aLockThatCannotBeReadIsOneLine() throws IOException {
        Files.createDirectory(plant.resolve("lock"));
        assertEquals(1, run(plant, "info"));
        assertOneLine("can't see whether an instance runs in " + plant);
    }

    @Test
    void whatCannotBeAPathIsWrongUsage() {
        assertEquals(2, run(directory, "--instance", "a\0b", "info"));
        assertOneLine("that can't be a directory or file");
    }
}
