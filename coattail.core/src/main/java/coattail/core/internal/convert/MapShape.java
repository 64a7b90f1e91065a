// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A JSON object whose fields aren't known beforehand. */
final class MapShape implements Shape {
    private final TextShape key;
    private final Shape value;
    private final Supplier<Map<Object, Object>> make;

    /** @param make empty for a map that is only written; see {@link #maker} */
    MapShape(TextShape key, Shape value, Class<?> type, Optional<Supplier<Map<Object, Object>>> make) {
        this.key = key;
        this.value = value;
        this.make = make.orElse(() -> {
            throw new IllegalStateException(type + " is only written");
        });
    }

    /** How a map of that class is made, empty where none of the JDK's usual ones will do. */
    static Optional<Supplier<Map<Object, Object>>> maker(Class<?> type) {
        if (type.isAssignableFrom(LinkedHashMap.class)) {
            return Optional.of(LinkedHashMap::new);
        }
        return type.isAssignableFrom(TreeMap.class) ? Optional.of(TreeMap::new) : Optional.empty();
    }

    @Override
    public String expected() {
        return "an object";
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        var map = make.get();
        in.fields(this, name -> {
            Object parsed = key.parse(name, in);
            if (map.containsKey(parsed)) {
                throw in.misfit("the same field twice");
            }
            map.put(parsed, value.read(in));
        });
        return map;
    }

    @Override
    public void write(Object map, JsonOut out) throws IOException {
        write((Map<?, ?>) map, value, out);
    }

    static void write(Map<?, ?> map, Shape value, JsonOut out) throws IOException {
        out.startObject();
        for (var entry : map.entrySet()) {
            out.name(name(entry.getKey(), out));
            out.value(value, entry.getValue());
        }
        out.endObject();
    }

    private static String name(Object key, JsonOut out) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        if (key != null
                && !(key instanceof byte[])
                && Scalars.find(key.getClass()).orElse(null) instanceof TextShape text) {
            return text.print().apply(key);
        }
        throw out.misfitInside("a key that isn't a text", null);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        var schema = Schemas.of("type", "object", "additionalProperties", value.schema(definitions));
        if (!key.equals(Scalars.STRING)) {
            schema.put("propertyNames", key.schema(definitions));
        }
        return schema;
    }
}
