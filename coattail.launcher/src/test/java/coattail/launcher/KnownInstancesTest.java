// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownInstancesTest {
    @TempDir
    private Path directory;

    private Path notes;
    private KnownInstances known;
    private InstanceDirectory plant;

    @BeforeEach
    void make() throws IOException {
        notes = directory.resolve("notes");
        known = new KnownInstances(notes);
        Path etc = Files.createDirectories(directory.resolve("plant/etc"));
        Files.writeString(etc.resolve("coattail.instance.cfg"), "name = plant\n");
        plant = InstanceDirectory.at(directory.resolve("plant"));
    }

    @Test
    void whatIsRememberedIsKnownAndListed() {
        assertFalse(known.knows(plant));
        known.remember(plant);
        known.remember(plant);
        assertTrue(known.knows(plant));
        assertEquals(List.of(plant), known.all());
    }

    @Test
    void noHalfWrittenFileStays() throws IOException {
        known.remember(plant);
        try (Stream<Path> files = Files.list(notes)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void anInstanceOnADiskThatComesBackIsListedAgain() throws IOException {
        known.remember(plant);
        Files.move(plant.path(), directory.resolve("elsewhere"));
        assertEquals(List.of(), known.all());
        Files.move(directory.resolve("elsewhere"), plant.path());
        assertEquals(List.of(plant), known.all());
    }

    @Test
    void whatIsNoNoteHidesNoOther() throws IOException {
        known.remember(plant);
        Files.writeString(notes.resolve("empty"), "");
        Files.writeString(notes.resolve("garbled"), "/x\0y");
        Files.write(notes.resolve("binary"), new byte[] {(byte) 0xC3, 0, (byte) 0xFF});
        Files.writeString(
                notes.resolve(".new1"), plant.path().resolveSibling("other").toString());
        Files.createDirectory(notes.resolve("directory"));
        assertEquals(List.of(plant), known.all());
    }

    @Test
    void aGarbledNoteIsWrittenAnew() throws IOException {
        known.remember(plant);
        try (Stream<Path> files = Files.list(notes)) {
            Files.writeString(files.findFirst().orElseThrow(), "");
        }
        assertFalse(known.knows(plant));
        known.remember(plant);
        assertEquals(List.of(plant), known.all());
    }

    @Test
    void notesThatCannotBeWrittenAreAFailureInOneLine() throws IOException {
        Files.writeString(notes, "a file");
        Failure failure = assertThrows(Failure.class, () -> known.remember(plant));
        assertTrue(failure.getMessage().startsWith("can't note the instance in " + notes), failure.getMessage());
        assertThrows(Failure.class, known::all);
    }
}
