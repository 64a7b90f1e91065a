// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That docs/security.md and the tests name each other. */
class VariantsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))`");

    /** The sources of all tests by their classes' names, texts that are broken over lines put together. */
    private static final Map<String, String> SOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (var modules = Files.newDirectoryStream(AttackTable.ROOT, "coattail.*")) {
            for (var module : modules) {
                var tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (var files = Files.walk(tests)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(VariantsTest::read);
                    }
                }
            }
        }
    }

    private static void read(Path file) {
        try {
            SOURCES.put(
                    file.getFileName().toString().replace(".java", ""),
                    Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\s+", " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachRowOfTheTableIsCountedByItsTest() {
        var rows = new AttackTable().rows();

        assertFalse(rows.isEmpty());
        assertEquals(
                List.of(),
                rows.stream()
                        .filter(row -> !SOURCES.getOrDefault(row.test().replace("`", ""), "")
                                .contains(".class, \"" + row.attack() + "\""))
                        .map(AttackTable.Row::toString)
                        .toList(),
                "rows of docs/security.md whose test doesn't count such an attack");
    }

    @Test
    void eachTestThatThePageNamesIsOne() throws IOException {
        assertEquals(
                List.of(),
                named(Files.readString(AttackTable.ROOT.resolve("docs/security.md")))
                        .filter(name -> !SOURCES.containsKey(name))
                        .toList());
    }

    @Test
    void eachAttackHasATest() throws IOException {
        var page = Files.readString(AttackTable.ROOT.resolve("docs/security.md"));
        var table = page.substring(page.indexOf("| attack | defence | tests |"));

        assertEquals(
                List.of(),
                table.lines()
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .filter(row -> named(row).findAny().isEmpty())
                        .toList());
    }

    private static Stream<String> named(String text) {
        return NAMED.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
