// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.shell.internal.grammar.CommandLine;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.run.Face.Spelling;
import coattail.shell.internal.run.Help;

/** The page about the commands is made from their declarations; {@code -Dcoattail.write=true} writes it anew. */
class ReferenceTest {
    private static final Path PAGE = Path.of("../docs/commands.md");

    static Stream<Usage> usages() {
        return Verbs.all(new FakeInstance(), Clock.systemUTC(), "1.2.3").stream()
                .map(verb -> verb.usage());
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        var page = page();
        if (Boolean.getBoolean("coattail.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "run this test with -Dcoattail.write=true, see the difference");
    }

    @ParameterizedTest
    @MethodSource("usages")
    void everyExampleIsACommand(Usage usage) throws UsageException {
        assertFalse(usage.examples().isEmpty());
        for (var example : usage.examples()) {
            var words = split(example.arguments()).stream().map(Word::said).toList();
            CommandLine.read(usage, words, word -> word.text().matches("[@-].*") ? "{}" : word.text());
        }
    }

    @ParameterizedTest
    @MethodSource("usages")
    void everySentenceIsOne(Usage usage) {
        assertTrue(usage.name().matches("[a-z]+(-[a-z]+)?"), usage.name());
        assertTrue(usage.summary().matches("[A-Z].*[^.]"), usage.summary());
        usage.details().forEach(detail -> assertTrue(detail.endsWith("."), detail));
        usage.examples().forEach(example -> assertTrue(example.meaning().matches("[A-Za-z].*[^.]"), example.meaning()));
        usage.parameters()
                .forEach(parameter ->
                        assertTrue(parameter.description().matches("[a-zA-Z].*[^.]"), parameter.description()));
    }

    /** The words as a shell sees them, without redirections. */
    private static List<String> split(String line) {
        var words = new ArrayList<String>();
        for (var word : line.replaceAll("[<>] \\S+", "").split(" (?=(?:[^']*'[^']*')*[^']*$)")) {
            if (!word.isEmpty()) {
                words.add(word.replace("'", ""));
            }
        }
        return words;
    }

    private static String page() {
        var page = new StringBuilder(
                """
                # Commands

                <!-- Made by ReferenceTest from the declarations of the commands; edit those. -->

                Each command is written `coattail NOUN VERB` in a terminal ([launcher.md](launcher.md)) and
                `coattail:NOUN-VERB` in the Karaf console. Options stand anywhere; `--` ends them. `@file` and `-`
                (standard input) stand for what they hold where a command says so. A command that is written
                `coattail:NOUN-VERB` below is for the console alone. `--json` prints the result, or the
                error, for programs ([json.md](json.md)); `--help` explains. In the Karaf console JSON goes into single
                quotes.

                Exit codes: 0 success, 1 failure, 2 wrong usage. A failure is one line on standard error. (Over plain
                ssh into the Karaf console it is on standard output: Karaf's ssh server loses what is written to
                standard error.)
                """);
        usages().forEach(usage -> append(usage, page));
        return page.toString();
    }

    private static void append(Usage usage, StringBuilder page) {
        var spelling = usage.consoleOnly() ? Spelling.CONSOLE : Spelling.TERMINAL;
        page.append("\n## ")
                .append(spelling.of(usage.name()).replaceFirst("^coattail ", ""))
                .append("\n\n");
        page.append("    ").append(Help.synopsis(usage, spelling)).append("\n\n");
        page.append(usage.summary()).append(".\n");
        usage.details().forEach(detail -> page.append('\n').append(detail).append('\n'));
        var parameters = usage.parameters().stream()
                .filter(parameter -> !parameter.equals(Usage.JSON) && !parameter.equals(Usage.HELP))
                .toList();
        if (!parameters.isEmpty()) {
            page.append("\n| | |\n|---|---|\n");
            parameters.forEach(parameter -> append(parameter, page));
        }
        page.append('\n');
        usage.examples().forEach(example -> page.append("    # ")
                .append(example.meaning())
                .append("\n    ")
                .append((spelling.of(usage.name()) + " " + example.arguments()).stripTrailing())
                .append('\n'));
    }

    private static void append(Parameter<?> parameter, StringBuilder page) {
        page.append("| `")
                .append(Help.label(parameter))
                .append("` | ")
                .append(parameter.description())
                .append(" |\n");
    }
}
