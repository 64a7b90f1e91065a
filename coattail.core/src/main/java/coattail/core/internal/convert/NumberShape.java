// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import com.fasterxml.jackson.core.JsonToken;

/** Numbers without a range that a schema could name: floating point, arbitrary precision, and {@link Number} itself. */
enum NumberShape implements Shape {
    FLOAT("a number") {
        @Override
        Object value(JsonIn in) throws IOException {
            float value = in.parser().getFloatValue();
            return finite(in, value, value);
        }
    },
    DOUBLE("a number") {
        @Override
        Object value(JsonIn in) throws IOException {
            double value = in.parser().getDoubleValue();
            return finite(in, value, value);
        }
    },
    DECIMAL("a number") {
        @Override
        Object value(JsonIn in) throws IOException {
            return decimal(in);
        }
    },
    WHOLE("an integer") {
        @Override
        Object value(JsonIn in) throws IOException {
            in.expect(JsonToken.VALUE_NUMBER_INT, this);
            return in.parser().getBigIntegerValue();
        }
    },
    /** The smallest of {@link Integer}, {@link Long} and {@link BigInteger}, or a {@link Double}. */
    ANY("a number") {
        @Override
        Object value(JsonIn in) throws IOException {
            return in.token() == JsonToken.VALUE_NUMBER_INT ? in.parser().getNumberValue() : DOUBLE.value(in);
        }
    };

    private final String expected;

    NumberShape(String expected) {
        this.expected = expected;
    }

    abstract Object value(JsonIn in) throws IOException;

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        if (!in.token().isNumeric()) {
            throw in.unexpected(expected);
        }
        in.boundNumber();
        return value(in);
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        var generator = out.generator();
        if (value instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (value instanceof BigInteger whole) {
            generator.writeNumber(whole);
        } else if (value instanceof Double || value instanceof Float) {
            writeFinite((Number) value, out);
        } else {
            generator.writeNumber(((Number) value).longValue());
        }
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Schemas.of("type", this == WHOLE ? "integer" : "number");
    }

    private static void writeFinite(Number value, JsonOut out) throws IOException {
        if (!Double.isFinite(value.doubleValue())) {
            throw out.misfit("JSON has no number for " + value);
        }
        if (value instanceof Float) {
            out.generator().writeNumber(value.floatValue());
        } else {
            out.generator().writeNumber(value.doubleValue());
        }
    }

    private static Object finite(JsonIn in, double value, Number result) {
        if (!Double.isFinite(value)) {
            throw in.misfit("a number out of range");
        }
        return result;
    }

    /** The exponent is bounded as well: few operations on 1E1000000000 end in time. */
    private static BigDecimal decimal(JsonIn in) throws IOException {
        try {
            var value = new BigDecimal(in.parser().getText());
            if (Math.abs((long) value.scale()) <= Json.LONGEST_NUMBER) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The exponent doesn't even fit an int.
            throw in.misfit("a number out of range", e);
        }
        throw in.misfit("a number out of range");
    }
}
