// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import coattail.launcher.Manual;
import coattail.shell.internal.print.Json;

/** The promise about JSON is whole, and leaves nothing open. */
class SchemaTest {
    private final JsonNode root = Schemas.root();

    @Test
    void everyCommandHasADefinition() {
        var commands = new TreeSet<String>();
        Manual.all()
                .forEach(manual -> commands.add("terminal-" + manual.command().replace(' ', '-')));
        Verbs.all(new FakeInstance(), Clock.systemUTC(), "1")
                .forEach(verb -> commands.add(verb.usage().name()));
        var defined = new TreeSet<String>();
        root.path("$defs").fieldNames().forEachRemaining(defined::add);
        commands.removeAll(defined);
        assertEquals(Set.of(), commands, "without a definition in " + Schemas.FILE);
    }

    @Test
    void everyObjectIsClosedAndEveryNameAlwaysThereAndExplained() {
        var open = new ArrayList<String>();
        root.path("$defs").properties().forEach(entry -> look(entry.getKey(), entry.getValue(), open));
        assertEquals(List.of(), open);
    }

    private static void look(String where, JsonNode schema, List<String> open) {
        if (schema.isObject() && schema.has("properties")) {
            var optional = new TreeSet<String>();
            schema.get("properties").fieldNames().forEachRemaining(optional::add);
            schema.path("required").forEach(name -> {
                if (!optional.remove(name.asText())) {
                    open.add(where + ": requires " + name + ", which there isn't");
                }
            });
            optional.remove("error");
            optional.forEach(name -> open.add(where + ": " + name + " isn't required"));
            if (!schema.path("additionalProperties").isBoolean()
                    || schema.path("additionalProperties").asBoolean()) {
                open.add(where + ": is open to other names");
            }
            if (schema.path("description").asText().isEmpty()) {
                open.add(where + ": has no description");
            }
        }
        schema.properties().forEach(entry -> look(where + "/" + entry.getKey(), entry.getValue(), open));
        if (schema.isArray()) {
            schema.forEach(element -> look(where, element, open));
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (var reference : root.findValuesAsText("$ref")) {
            assertTrue(reference.startsWith("#/"), reference);
            assertFalse(root.at(reference.substring(1)).isMissingNode(), reference);
        }
    }

    @Test
    void whatIsNotPromisedIsFound() {
        var schemas = new Schemas();
        var good = "{\"version\": \"1\", \"java\": \"17\"}";
        assertEquals(Set.of(), schemas.validate("version", Json.read(good)));
        for (var bad : List.of(
                "{\"version\": \"1\"}",
                "{\"version\": \"1\", \"java\": 17}",
                "{\"version\": \"1\", \"java\": \"17\", \"vendor\": \"?\"}",
                "[" + good + "]")) {
            assertFalse(schemas.validate("version", Json.read(bad)).isEmpty(), bad);
        }
        assertFalse(schemas.validate(
                        "ping", Json.read("{\"id\": \"ct:x\", \"name\": \"x\", \"asked\": 1, \"answeredMillis\": []}"))
                .isEmpty());
    }
}
