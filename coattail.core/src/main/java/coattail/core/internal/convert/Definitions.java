// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The part of a JSON Schema that its other parts refer to: types that occur more than once, or within themselves. */
final class Definitions {
    private final IdentityHashMap<Shape, String> names = new IdentityHashMap<>();
    private final Map<String, Object> schemas = new LinkedHashMap<>();

    /** A reference to the shape's definition, which is made at the first. */
    Map<String, Object> reference(Shape shape, String typeName, Supplier<Map<String, Object>> schema) {
        String name = names.get(shape);
        if (name == null) {
            name = unused(typeName);
            names.put(shape, name);
            schemas.put(name, Map.of());
            schemas.put(name, schema.get());
        }
        var reference = new LinkedHashMap<String, Object>();
        reference.put("$ref", "#/$defs/" + name);
        return reference;
    }

    Map<String, Object> schemas() {
        return schemas;
    }

    private String unused(String typeName) {
        String name = typeName;
        for (int i = 2; schemas.containsKey(name); i++) {
            name = typeName + i;
        }
        return name;
    }
}
