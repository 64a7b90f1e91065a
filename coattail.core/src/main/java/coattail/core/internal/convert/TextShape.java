// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A value that JSON has no literal for, spelled as a string.
 *
 * @param expected what is expected
 * @param schema its JSON Schema
 * @param parse from the string; throws {@link IllegalArgumentException} or {@link DateTimeException} where it isn't one
 * @param print to the string
 */
record TextShape(
        String expected, Map<String, Object> schema, Function<String, Object> parse, Function<Object, String> print)
        implements Shape {

    @Override
    public Object read(JsonIn in) throws IOException {
        return parse(in.text(this), in);
    }

    Object parse(String text, JsonIn in) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw in.misfit("expected " + expected + ", got another string");
        }
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        out.text(print.apply(value));
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return new LinkedHashMap<>(schema);
    }
}
