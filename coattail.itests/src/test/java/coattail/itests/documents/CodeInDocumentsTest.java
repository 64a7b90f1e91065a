// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about the inside of Coattail, held against its sources. */
class CodeInDocumentsTest {
    private static final Pattern CLASS = Pattern.compile("(?:[a-z]+\\.)*([A-Z]\\w*[a-z]\\w*)(?:[.:(].*)?");
    private static final Pattern LOCK =
            Pattern.compile("\\bsynchronized\\b|new (?:Reentrant\\w*Lock|Semaphore)\\b|Reentrant\\w*Lock::new");
    private static final Pattern THREAD = Pattern.compile("\"(coattail-[a-z-]*[a-z])-?\"");

    /** Of others, and spoken of. */
    private static final Set<String> FOREIGN = Set.of("ConcurrentHashMap", "SslFilter", "ThreadLocal", "ObjectMapper");

    private static List<Path> sources;

    @BeforeAll
    static void find() throws IOException {
        sources = new ArrayList<>();
        for (var module : List.of("api", "core", "transport", "store", "launcher", "shell", "itests")) {
            try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("coattail." + module + "/src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
    }

    private static String name(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    /** The sources of what runs in an instance. */
    private static List<Path> main() {
        return sources.stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/architecture.md",
                "docs/concurrency.md",
                "docs/delivery.md",
                "docs/launcher.md",
                "docs/protocol.md",
                "docs/security.md"
            })
    void classesThatAreNamedAreThere(String name) {
        var page = Checkout.page(name);
        var classes = sources.stream().map(CodeInDocumentsTest::name).collect(Collectors.toSet());
        for (var code : page.code()) {
            var match = CLASS.matcher(code.text());
            if (match.matches() && !FOREIGN.contains(match.group(1))) {
                assertTrue(
                        classes.contains(match.group(1)),
                        () -> name + ":" + code.line() + ": there is no class " + match.group(1));
            }
        }
        for (var block : page.blocks()) {
            for (var line : block.lines()) {
                var words = line.strip().split(" ");
                if (words[0].equals("participant")) {
                    var participant = words[words.length - 1];
                    assertTrue(
                            classes.contains(participant)
                                    || List.of("Greet", "Remember").contains(participant),
                            () -> block.place() + ": there is no class " + participant);
                }
            }
        }
    }

    @Test
    void everyLockIsExplained() throws IOException {
        var page = Files.readString(Checkout.page("docs/concurrency.md").file());
        int locks = 0;
        for (var source : main()) {
            var code = Files.readString(source).replaceAll("(?m)^import .*|^\\s*(?:\\*|/\\*|//).*", "");
            if (LOCK.matcher(code).find()) {
                locks++;
                assertTrue(
                        page.contains("`" + name(source) + "`"),
                        () -> "docs/concurrency.md, \"All locks\": what does that of " + name(source) + " guard?");
            }
        }
        assertTrue(locks > 20, "locks are found in " + locks + " classes only: are the sources?");
    }

    @Test
    void everyThreadIsExplained() throws IOException {
        var page = Files.readString(Checkout.page("docs/concurrency.md").file());
        var threads = new ArrayList<String>();
        for (var source : main()) {
            var thread = THREAD.matcher(Files.readString(source));
            while (thread.find() && !source.toString().contains("coattail.launcher/")) {
                threads.add(thread.group(1));
                assertTrue(
                        page.contains("`" + thread.group(1)),
                        () -> "docs/concurrency.md, \"All threads\": what runs on " + thread.group(1) + "?");
            }
        }
        assertFalse(threads.isEmpty());
    }
}
