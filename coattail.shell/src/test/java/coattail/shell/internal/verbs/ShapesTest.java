// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;

/** The JSON is as its page says: a name that is missing from either is a promise broken, or one nobody can read. */
class ShapesTest {
    private static final Path PAGE = Path.of("../docs/json.md");
    private static final Pattern NAME = Pattern.compile("`([a-zA-Z-]+)`");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            instance     | info
            migration    | data-migrate
            action       | action-list
            peer-action  | action-list --peer plant
            description  | action-show greet
            performance  | action-perform greet --notify
            publication  | action-publish greet
            subscribed   | action-subscribe greet --peer plant --receiver remember
            unsubscribed | action-unsubscribe greet --peer plant --receiver remember
            receiver     | receiver-list
            subscription | subscription-list
            subscriber   | subscribers-list
            peer         | peer-list
            peer         | peer-show plant
            peer         | peer-rename plant works
            ping         | peer-ping plant
            removed      | peer-remove plant --force
            new-token    | token-issue
            token        | token-list
            token        | token-show -k3t
            token        | token-revoke -k3t --force
            failure      | peer-show moon
            failure      | peer-show
            """)
    void isDocumented(String shape, String line) throws IOException {
        var words = (line + " --json").split(" ");
        var instance = new FakeInstance();
        instance.pongs.addAll(List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)));
        var verb = Verbs.all(instance, Clock.fixed(FakeInstance.NOW, ZoneOffset.UTC), "1.2.3").stream()
                .filter(candidate -> candidate.usage().name().equals(words[0]))
                .findFirst()
                .orElseThrow();
        var arguments = Arrays.copyOfRange(words, 1, words.length);
        var printed = Json.read(Shell.script().run(verb, arguments).out());
        assertEquals(documented(shape), names(printed.isArray() ? printed.get(0) : printed));
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream()
                .map(property -> property.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names in the first column of the table under the shape's heading. */
    private static Set<String> documented(String shape) throws IOException {
        var sections = Files.readString(PAGE).split("(?m)^## ");
        for (var section : sections) {
            if (section.startsWith("`" + shape + "`") || section.startsWith(shape + "\n")) {
                return section.lines()
                        .filter(row -> row.startsWith("| `"))
                        .flatMap(row -> NAME.matcher(row.split("\\|")[1]).results())
                        .map(result -> result.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
        assertTrue(false, "no section '## " + shape + "' in " + PAGE);
        return Set.of();
    }
}
