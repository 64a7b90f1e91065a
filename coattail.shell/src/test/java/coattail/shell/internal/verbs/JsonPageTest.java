// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import coattail.shell.internal.run.Face.Spelling;

/** The page about JSON is made from the schema; {@code -Dcoattail.write=true} writes it anew. */
class JsonPageTest {
    private static final Path PAGE = Path.of("../docs/json.md");
    private static final String LAUNCHER = "terminal-";

    private final JsonNode definitions = Schemas.root().path("$defs");

    @Test
    void thePageIsUpToDate() throws IOException {
        var page = page();
        if (Boolean.getBoolean("coattail.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "run this test with -Dcoattail.write=true, see the difference");
    }

    private String page() {
        var page = new StringBuilder(
                """
                # JSON

                <!-- Made by JsonPageTest from json.schema.json; edit that. -->

                With `--json` a command prints one JSON document on standard output, and nothing else there. It asks
                nothing: what would be asked has to be given. The names below are a promise: they stay, and what is
                added is added beside them, so programs ignore names that they don't know. A name that is listed is
                always there, unless it says otherwise; what it has nothing to say about is `null`, `""` or `[]`.

                Times are UTC in ISO 8601 (`2026-05-04T10:30:00Z`), durations are in milliseconds. Words for states,
                policies and verdicts are in lower case with dashes. A list is an array of objects, an empty one
                `[]`. The exit code says the same as the document: 0 where there is no `error`.

                [json.schema.json](json.schema.json) says it as a JSON Schema (2020-12): what `peer list` prints is
                `#/$defs/peer-list`, and so on. The launcher's own commands are there as `terminal-new`,
                `terminal-service-start` and so on, since the console has some of the same words for other things.
                The schema is closed, to hold what this version prints against it; a program that is to outlive this
                version had better not insist on that.
                """);
        definitions.properties().stream()
                .filter(definition -> definition.getValue().has("properties"))
                .forEach(definition -> append(definition.getKey(), definition.getValue(), page));
        return page.toString();
    }

    private void append(String name, JsonNode shape, StringBuilder page) {
        page.append("\n## ").append(name).append("\n\n");
        var commands = commands(name);
        if (!commands.isEmpty()) {
            page.append(String.join(", ", commands)).append(". ");
        }
        page.append(shape.path("description").asText()).append("\n\n| name | type | |\n|---|---|---|\n");
        shape.path("properties").properties().forEach(property -> page.append("| `")
                .append(property.getKey())
                .append("` | ")
                .append(type(property.getValue()))
                .append(" | ")
                .append(property.getValue().path("description").asText())
                .append(" |\n"));
    }

    /** The commands that print a shape, or arrays of it. */
    private List<String> commands(String shape) {
        var commands = new ArrayList<String>();
        definitions.properties().forEach(definition -> {
            var schema = definition.getValue();
            var reference = "\"#/$defs/" + shape + "\"";
            if (definition.getKey().equals(shape) && (shape.equals("info") || shape.equals("version"))) {
                commands.add(spelled(shape));
            } else if (!schema.has("properties") && schema.toString().contains(reference)) {
                boolean array = !schema.has("$ref");
                commands.add(spelled(definition.getKey()) + (array ? " (an array)" : ""));
            }
        });
        return commands;
    }

    private static String spelled(String command) {
        if (command.startsWith(LAUNCHER)) {
            var words = command.substring(LAUNCHER.length()).replaceFirst("-", " ");
            return "`coattail " + words + "`";
        }
        boolean console = command.equals("version") || command.startsWith("service-");
        return "`"
                + (console ? Spelling.CONSOLE : Spelling.TERMINAL).of(command).replaceFirst("^coattail ", "") + "`";
    }

    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            return link(schema);
        }
        if (schema.has("enum")) {
            return all(schema.get("enum")).map(JsonPageTest::literal).collect(Collectors.joining(", "));
        }
        if (schema.has("anyOf")) {
            return all(schema.get("anyOf")).map(JsonPageTest::type).collect(Collectors.joining(" or "));
        }
        if (schema.path("type").isArray()) {
            return all(schema.get("type"))
                    .map(name -> word(name.asText(), schema))
                    .collect(Collectors.joining(" or "));
        }
        return schema.has("type") ? word(schema.path("type").asText(), schema) : "any JSON";
    }

    private static String word(String type, JsonNode schema) {
        return switch (type) {
            case "array" -> "array of " + type(schema.path("items"));
            case "null" -> "`null`";
            case "string" -> schema.path("format").asText().equals("date-time") ? "time" : "string";
            case "object" ->
                schema.has("properties")
                        ? "object with "
                                + schema.get("properties").properties().stream()
                                        .map(property -> "`" + property.getKey() + "`")
                                        .collect(Collectors.joining(", "))
                        : "object";
            default -> type;
        };
    }

    private static String literal(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty() ? "`" + value.asText() + "`" : "`" + value + "`";
    }

    private static String link(JsonNode reference) {
        var name = reference.path("$ref").asText().substring("#/$defs/".length());
        return "[" + name + "](#" + name + ")";
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
