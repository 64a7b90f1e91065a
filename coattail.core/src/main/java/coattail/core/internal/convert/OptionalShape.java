// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonToken;

/** A value that may be missing, or {@code null}, which means the same. */
final class OptionalShape implements Shape {
    private final Shape content;
    private final Object empty;
    private final Function<Object, Object> wrap;
    private final Function<Object, Optional<?>> unwrap;

    private OptionalShape(
            Shape content, Object empty, Function<Object, Object> wrap, Function<Object, Optional<?>> unwrap) {
        this.content = content;
        this.empty = empty;
        this.wrap = wrap;
        this.unwrap = unwrap;
    }

    static OptionalShape of(Shape content) {
        return new OptionalShape(content, Optional.empty(), Optional::of, value -> (Optional<?>) value);
    }

    /** One of the three for primitives, or nothing. */
    static Optional<OptionalShape> primitive(Class<?> type) {
        if (type == OptionalInt.class) {
            return Optional.of(new OptionalShape(
                    scalar(int.class), OptionalInt.empty(), v -> OptionalInt.of((int) v), OptionalShape::unwrapInt));
        }
        if (type == OptionalLong.class) {
            return Optional.of(new OptionalShape(
                    scalar(long.class),
                    OptionalLong.empty(),
                    v -> OptionalLong.of((long) v),
                    OptionalShape::unwrapLong));
        }
        if (type == OptionalDouble.class) {
            return Optional.of(new OptionalShape(
                    scalar(double.class),
                    OptionalDouble.empty(),
                    v -> OptionalDouble.of((double) v),
                    OptionalShape::unwrapDouble));
        }
        return Optional.empty();
    }

    private static Optional<?> unwrapInt(Object value) {
        var number = (OptionalInt) value;
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static Optional<?> unwrapLong(Object value) {
        var number = (OptionalLong) value;
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static Optional<?> unwrapDouble(Object value) {
        var number = (OptionalDouble) value;
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private static Shape scalar(Class<?> type) {
        return Scalars.find(type).orElseThrow();
    }

    @Override
    public String expected() {
        return content.expected() + " or null";
    }

    @Override
    public boolean optional() {
        return true;
    }

    @Override
    public boolean takesNull() {
        return true;
    }

    @Override
    public Object absent() {
        return empty;
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        return in.token() == JsonToken.VALUE_NULL ? empty : wrap.apply(content.read(in));
    }

    boolean isEmpty(Object value) {
        return value == null || unwrap.apply(value).isEmpty();
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        if (isEmpty(value)) {
            out.generator().writeNull();
        } else {
            content.write(unwrap.apply(value).orElseThrow(), out);
        }
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        var schema = content.schema(definitions);
        return schema.isEmpty() ? schema : Schemas.of("anyOf", List.of(schema, Schemas.of("type", "null")));
    }
}
