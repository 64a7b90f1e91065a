// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static coattail.itests.process.Promise.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;

/** What a user at a terminal, and his programs, have of the launcher: JSON of its own commands, colours, completion. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class TerminalIT {
    @TempDir
    static Path directory;

    private static Launcher launcher;
    private static Site plant;
    private static JsonNode made;
    private static JsonNode started;

    @BeforeAll
    static void start() throws Exception {
        launcher = new Launcher(directory.resolve("home"));
        plant = new Site(launcher, directory.toRealPath().resolve("plant"), FreePort.next());
        made = launcher.run(
                        directory,
                        "new",
                        "plant",
                        "--json",
                        "--port",
                        String.valueOf(plant.port()),
                        "--bind",
                        "127.0.0.1",
                        "--advertise",
                        "127.0.0.1")
                .json();
        plant.movePortsOfKaraf();
        started = plant.run("service", "start", "--headless", "--json").json();
        plant.run("token", "issue", "--performable", "greet").succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        var stopped = plant.run("service", "stop", "--json").json();
        assertEquals("plant", kept("terminal-service-stop", stopped).get("name").asText());
        Proc.kill(directory);
    }

    @Test
    void theLaunchersOwnCommandsPrintWhatIsPromised() throws Exception {
        assertEquals(plant.port(), kept("terminal-new", made).get("port").intValue());
        assertEquals(
                "127.0.0.1:" + plant.port(),
                kept("terminal-service-start", started).get("bound").asText());
        assertEquals(
                1,
                kept("terminal-service-status", plant.json("service", "status")).size());
        kept("terminal-version", plant.json("version"));
        kept("error", launcher.run(directory, "info", "--json").failedInJson());
        kept("error", plant.run("service", "start", "--headless", "--json").failedInJson());
    }

    /** What bash proposes for a line whose last word is begun; a space in it stands between words. */
    private static List<String> complete(String line) throws Exception {
        // The words as bash takes them apart, at colons and equals signs, too.
        var words = line.substring("coattail".length())
                .replaceAll("([:=@])", " $1 ")
                .strip();
        var open = line.matches(".*[ :=@]") && !line.matches(".*[:=@]") ? " ''" : "";
        return launcher.bash(
                        plant.directory(),
                        "COMP_LINE='" + line + "'",
                        "COMP_WORDS=(" + System.getProperty("coattail.distribution") + "/bin/coattail "
                                + words.replaceAll("(\\S+)", "'$1'") + open + ")",
                        // The program's own word is shorter in the line.
                        "COMP_LINE=\"${COMP_WORDS[0]}${COMP_LINE#coattail}\"",
                        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))",
                        "_coattail",
                        "printf '%s\\n' \"${COMPREPLY[@]}\"")
                .out()
                .lines()
                .filter(proposal -> !proposal.isEmpty())
                .toList();
    }

    @Test
    void bashCompletes() throws Exception {
        assertTrue(complete("coattail ").containsAll(List.of("service", "peer", "info", "new")));
        assertEquals(List.of("start", "status", "stop"), complete("coattail service st"));
        assertEquals(List.of("explain"), complete("coattail token ex"));
        assertEquals(List.of("--revoke-tokens"), complete("coattail peer remove --rev"));
        Files.writeString(plant.directory().resolve("north.token"), "");
        assertEquals(List.of("@north.token"), complete("coattail peer add @nor"));
        assertEquals(List.of("status", "up"), complete("coattail data migrate "));
        assertEquals(List.of("latest"), complete("coattail action subscribe greet --policy=lat"));
        var token = plant.json("token", "list").get(0).get("id").asText();
        assertEquals(List.of(token), complete("coattail token show " + token.substring(0, 4)));
        assertEquals(List.of(), complete("coattail nosuch "));
    }

    @Test
    void onlyATerminalHasColours() throws Exception {
        assertFalse(plant.run("token", "list").succeeded().contains("\u001b"));
    }
}
