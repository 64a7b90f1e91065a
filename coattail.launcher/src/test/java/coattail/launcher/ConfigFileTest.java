// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir
    private Path directory;

    @Test
    void aChangeKeepsCommentsAndOrder() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.cfg"),
                """
                # The port.
                port = 49365

                #bind = 127.0.0.1
                portable = yes
                """);
        var config = new ConfigFile(file);
        config.set("port", "50001");
        config.set("bind", "::1");
        config.set("advertise", "C:\\temp");
        assertEquals(
                """
                # The port.
                port = 50001

                bind = ::1
                portable = yes
                advertise = C:\\\\temp
                """,
                Files.readString(file));
        assertEquals("C:\\temp", config.value("advertise", ""));
    }

    @Test
    void whatIsNotThereHasItsDefault() throws IOException {
        var missing = new ConfigFile(directory.resolve("missing.cfg"));
        assertEquals("x", missing.value("key", "x"));
        missing.set("key", "y");
        assertEquals("y", missing.value("key", "x"));
    }

    @Test
    void aPortThatIsNoneIsNamedWithItsFile() throws IOException {
        Path file = Files.writeString(directory.resolve("a.cfg"), "port = 70000\n");
        String message = assertThrows(Failure.class, () -> new ConfigFile(file).port("port", 1))
                .getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("70000"), message);
    }
}
