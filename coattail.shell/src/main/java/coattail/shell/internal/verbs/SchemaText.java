// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.util.ArrayList;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import coattail.shell.internal.print.Json;

/** A JSON Schema in a few letters, as in {@code {name: string, age?: integer}}, for a table's cell. */
final class SchemaText {
    private static final int DEEPEST = 3;

    private SchemaText() {}

    /** @param schema JSON text */
    static String brief(String schema) {
        var root = Json.read(schema);
        return brief(root, root, 0);
    }

    private static String brief(JsonNode node, JsonNode root, int depth) {
        if (depth > DEEPEST) {
            return "...";
        }
        var reference = node.path("$ref").asText("");
        if (reference.startsWith("#/")) {
            return brief(root.at(reference.substring(1)), root, depth + 1);
        }
        if (node.has("enum")) {
            return values(node.get("enum"));
        }
        for (var choice : new String[] {"anyOf", "oneOf"}) {
            if (node.has(choice)) {
                var parts = new ArrayList<String>();
                node.get(choice).forEach(part -> parts.add(brief(part, root, depth + 1)));
                return String.join("|", parts);
            }
        }
        var type = node.path("type");
        return type.isArray()
                ? values(type)
                : switch (type.asText("any")) {
                    case "object" -> object(node, root, depth);
                    case "array" -> "[" + (node.has("items") ? brief(node.get("items"), root, depth + 1) : "any") + "]";
                    default -> type.asText("any");
                };
    }

    private static String object(JsonNode node, JsonNode root, int depth) {
        if (node.path("properties").isEmpty()) {
            var values = node.path("additionalProperties");
            return values.isObject() ? "{*: " + brief(values, root, depth + 1) + "}" : "object";
        }
        var required = new ArrayList<String>();
        node.path("required").forEach(name -> required.add(name.asText()));
        return node.get("properties").properties().stream()
                .map(property -> property.getKey() + (required.contains(property.getKey()) ? "" : "?") + ": "
                        + brief(property.getValue(), root, depth + 1))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String values(JsonNode array) {
        var values = new ArrayList<String>();
        array.forEach(value -> values.add(value.asText()));
        return String.join("|", values);
    }
}
