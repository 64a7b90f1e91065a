// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Any JSON value. Reads to {@link Map}, {@link java.util.List}, {@link String}, numbers, {@link Boolean} and
 * {@code null}; writes whatever its class, looked up at the time, has a shape for.
 */
final class AnyShape implements Shape {
    /** For code that doesn't write. */
    static final AnyShape PLAIN = new AnyShape(Shapes::forWriting);

    private final Function<Class<?>, Shape> shapes;

    /** @param shapes the shape of a class, for writing */
    AnyShape(Function<Class<?>, Shape> shapes) {
        this.shapes = shapes;
    }

    @Override
    public String expected() {
        return "any JSON value";
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        return switch (in.token()) {
            case START_OBJECT -> {
                var fields = new LinkedHashMap<String, Object>();
                in.fields(this, name -> fields.put(name, read(in)));
                yield fields;
            }
            case START_ARRAY -> {
                var items = new ArrayList<Object>();
                in.items(this, () -> items.add(read(in)));
                yield items;
            }
            case VALUE_STRING -> in.text(this);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> NumberShape.ANY.read(in);
        };
    }

    @Override
    public boolean takesNull() {
        return true;
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        if (value == null) {
            out.generator().writeNull();
        } else if (value instanceof Map<?, ?> map) {
            MapShape.write(map, this, out);
        } else if (value instanceof Collection<?> items) {
            ListShape.write(items, this, out);
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), out);
        } else {
            shapeOf(value, out).write(value, out);
        }
    }

    private Shape shapeOf(Object value, JsonOut out) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        var scalar = Scalars.find(type);
        if (scalar.isPresent()) {
            return scalar.get();
        }
        try {
            return out.shapeOf(type, shapes);
        } catch (Unconvertible e) {
            throw out.misfit(e.getMessage());
        }
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Schemas.of();
    }
}
