// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.Map;

/** {@code true} or {@code false}. */
final class BooleanShape implements Shape {

    @Override
    public String expected() {
        return "a boolean";
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        return switch (in.token()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw in.unexpected(expected());
        };
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        out.generator().writeBoolean((Boolean) value);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Schemas.of("type", "boolean");
    }
}
