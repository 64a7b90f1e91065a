// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** What can be seen of the pages without running anything; {@link DocumentsIT} runs their commands. */
class DocumentsTest {
    private static final List<String> LANGUAGES =
            List.of("sh", "console", "karaf", "java", "json", "xml", "properties", "text", "mermaid");

    /** Where pages are spoken of outside of pages. */
    private static final Pattern MENTION = Pattern.compile("docs/([a-z/-]+\\.md)\\}?(?:, \"([^\"]+)\")?");

    @TempDir
    Path directory;

    static Stream<Page> pages() {
        return Checkout.pages().stream();
    }

    static Stream<Block> blocks(String language) {
        return Checkout.blocks().stream().filter(block -> block.language().equals(language));
    }

    static Stream<Block> java() {
        return blocks("java");
    }

    static Stream<Block> json() {
        return blocks("json");
    }

    static Stream<Block> xml() {
        return blocks("xml");
    }

    static Stream<Block> properties() {
        return blocks("properties");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockSaysWhatItIs(Page page) {
        for (var block : page.blocks()) {
            assertTrue(
                    LANGUAGES.contains(block.language()),
                    () -> block.place() + ": begin the block with ``` and one of " + LANGUAGES);
            assertEquals(
                    !block.marker().isEmpty(),
                    block.file().isPresent() || block.soon() || block.excuse().isPresent(),
                    () -> block.place() + ": a marker is `file: PATH`, `soon` or `not run: KEY`, not "
                            + block.marker());
            assertFalse(
                    (block.soon() || block.excuse().isPresent()) && !block.isCommands(),
                    () -> block.place() + ": only commands can be left out, or come true soon");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsAreKnownAsSuch(Page page) {
        var command = Pattern.compile("(\\$ |coattail[ :][a-z]|\\./coattail|mvn |karaf@|feature:|bundle:).*");
        var lines = new ArrayList<String>();
        page.blocks().stream().filter(block -> !block.isCommands()).forEach(block -> lines.addAll(block.lines()));
        if (!List.of("docs/commands.md", "docs/launcher.md").contains(page.name())) {
            page.prose().stream().filter(line -> line.startsWith("    ")).forEach(lines::add);
        }
        for (var line : lines) {
            assertFalse(
                    command.matcher(line.strip()).matches(),
                    () -> page.name() + ": a command belongs into a block that begins with ```sh or ```console: "
                            + line);
        }
    }

    /** No way around: a reason that isn't known, a block of Karaf's that is said to run. */
    @Test
    void whatIsNotRunSaysWhy(TestReporter reporter) {
        var left = new EnumMap<NotRun, List<String>>(NotRun.class);
        for (var block : Checkout.blocks()) {
            assertFalse(
                    block.language().equals("karaf") && block.excuse().isEmpty(),
                    () -> block.place() + ": nothing here runs this; mark it `not run: karaf` and let a test do it");
            block.excuse().ifPresent(key -> {
                var reason = NotRun.of(key)
                        .orElseThrow(() -> new AssertionError(block.place() + ": '" + key + "' is no reason"));
                left.computeIfAbsent(reason, unused -> new ArrayList<>()).add(block.place());
            });
        }
        for (var reason : NotRun.values()) {
            assertTrue(left.containsKey(reason), () -> "no page needs the reason " + reason + " any more");
            reporter.publishEntry(
                    left.get(reason).size() + " not run, since " + reason.reason(),
                    String.join(", ", left.get(reason)));
        }
    }

    @ParameterizedTest
    @MethodSource
    void java(Block block) throws IOException {
        assertEquals("", new Snippet(block).compile(directory), block::place);
    }

    @ParameterizedTest
    @MethodSource
    void json(Block block) throws IOException {
        assertTrue(new ObjectMapper().readTree(block.text()).isContainerNode(), block::place);
    }

    @ParameterizedTest
    @MethodSource
    void xml(Block block) throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(block.text())));
        assertTrue(document.getDocumentElement().hasChildNodes(), block::place);
    }

    @ParameterizedTest
    @MethodSource
    void properties(Block block) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(block.text()));
        assertEquals(
                block.lines().stream()
                        .filter(line -> line.matches("[\\w.]+ *=.*"))
                        .count(),
                properties.size(),
                block::place);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noMergeIsHalfDone(Page page) throws IOException {
        var lines = Files.readAllLines(page.file());
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            assertFalse(
                    lines.get(i).matches("(<{7}|>{7}|[|]{7}) .*"),
                    () -> page.name() + ":" + number + ": the mark of a merge that isn't done");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Page page) throws IOException {
        for (var link : page.links()) {
            if (link.text().startsWith("https://")) {
                continue;
            }
            var parts = link.text().split("#", 2);
            var target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
            assertTrue(Files.exists(target), () -> page.name() + ":" + link.line() + ": no " + link.text());
            if (parts.length == 2) {
                assertTrue(
                        Page.read(Checkout.ROOT, target.normalize()).anchors().contains(parts[1]),
                        () -> page.name() + ":" + link.line() + ": no heading for " + link.text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsInPassingAreCommands(Page page) {
        var commands = NamedCommands.documented();
        for (var code : page.code()) {
            commands.fault(code.text()).ifPresent(fault -> {
                throw new AssertionError(page.name() + ":" + code.line() + ": " + fault);
            });
        }
    }

    /** A source file that names a page, and a section of it, names one that is there. */
    @Test
    void sourcesNamePagesThatAreThere() throws IOException {
        int mentions = 0;
        for (var file : sources()) {
            // A line of a comment goes on in the next.
            var text = Files.readString(file).replaceAll("\\n\\s*(\\*|//)? *", " ");
            var mention = MENTION.matcher(text);
            while (mention.find()) {
                mentions++;
                var page = Checkout.page("docs/" + mention.group(1));
                var section = mention.group(2);
                assertTrue(
                        section == null || page.headings().contains(section),
                        () -> Checkout.ROOT.relativize(file) + ": " + page.name() + " has no section " + section);
            }
        }
        assertTrue(mentions > 50, "pages are mentioned " + mentions + " times only: are the sources found?");
    }

    private static List<Path> sources() throws IOException {
        var found = new ArrayList<Path>();
        for (var module : List.of(
                "api", "core", "transport", "store", "launcher", "shell", "sample-actions", "itests", "benchmarks")) {
            try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("coattail." + module + "/src"))) {
                files.filter(file -> file.toString().matches(".*\\.(java|txt|sql)"))
                        .forEach(found::add);
            }
        }
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("features/src"))) {
            files.filter(Files::isRegularFile).forEach(found::add);
        }
        return found;
    }
}
