// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

import coattail.shell.internal.print.Json;

/** What commands promise to print, {@code docs/json.schema.json}. */
public final class Schemas {
    static final Path FILE = Path.of("../docs/json.schema.json");

    private final JsonNode root = root();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(
                    loaders -> loaders.schemas(id -> id.equals("urn:coattail:commands") ? root.toString() : null)));

    static JsonNode root() {
        try {
            return Json.read(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks what a command printed with {@code --json}: its result, or where it failed, its failure. */
    public void check(String command, int exitCode, String printed) {
        var json = Json.read(printed);
        boolean failed = json.path("error").isObject();
        assertEquals(exitCode != 0, failed, printed);
        boolean alone = failed && json.size() == 1;
        assertEquals(Set.of(), validate(alone ? "failure" : command, json), () -> command + " printed " + printed);
    }

    /** What is wrong with a document that should be as a definition says. */
    Set<ValidationMessage> validate(String definition, JsonNode json) {
        assertTrue(root.path("$defs").has(definition), "no definition '" + definition + "' in " + FILE);
        var config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .build();
        return factory.getSchema(SchemaLocation.of("urn:coattail:commands#/$defs/" + definition), config)
                .validate(json);
    }
}
