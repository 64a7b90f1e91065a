// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(directory.resolve("folder"));
        Files.writeString(directory.resolve("folder/plant.token"), "");
        Files.writeString(directory.resolve("file"), "");
    }

    private List<String> propose(String... words) {
        return new Completion(directory).propose(List.of(words));
    }

    @Test
    void completesItsOwnCommands() {
        assertEquals(List.of("--instance", "demo", "help", "new", "service", "version"), propose(""));
        assertEquals(List.of("service"), propose("se"));
        assertEquals(List.of("start", "status", "stop"), propose("service", ""));
        assertEquals(List.of("start", "status", "stop"), propose("help", "service", "st"));
        assertEquals(List.of("service"), propose("help", "s"));
        assertEquals(List.of(), propose("service", "stop", ""));
        assertEquals(List.of(), propose("help", "service", "stop", ""));
    }

    @Test
    void completesOptionsOfItsOwnCommandsUntilTheyAreGiven() {
        assertEquals(List.of("--headless", "--json"), propose("service", "start", "-"));
        assertEquals(List.of("--json"), propose("service", "start", "--headless", "--"));
        for (Manual manual : Manual.all()) {
            for (Manual.Line option : manual.options()) {
                var words = (manual.command() + " " + option.text().split(" ")[0]).split(" ");
                if (option.text().startsWith("--")) {
                    assertTrue(propose(words).contains(words[words.length - 1]), String.join(" ", words));
                }
            }
        }
    }

    @Test
    void completesDirectoriesAndFiles() {
        assertEquals(List.of("folder/"), propose("new", "f"));
        assertEquals(List.of(), propose("new", "--name", "f"));
        assertEquals(List.of("folder/"), propose("--instance", ""));
        assertEquals(List.of("@file", "@folder/"), propose("peer", "add", "@f"));
        assertEquals(List.of("@folder/plant.token"), propose("--instance", "x", "peer", "add", "@folder/"));
        assertEquals(List.of(), propose("peer", "add", "@none/"));
    }

    @Test
    void isSilentWhereThereIsNobodyToAsk() throws IOException {
        assertEquals(List.of(), propose());
        assertEquals(List.of(), propose("peer", ""));
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/coattail.instance.cfg"), "");
        assertEquals(List.of(), propose("peer", ""));
        assertEquals(List.of(), propose("--instance", "a\0b", "peer", ""));
        assertEquals(List.of("demo"), propose("d"));
    }
}
