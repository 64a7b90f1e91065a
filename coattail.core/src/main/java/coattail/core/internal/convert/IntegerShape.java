// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.Map;
import java.util.function.LongFunction;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** An integer of Java's: a JSON number without fraction and exponent, within its range. */
final class IntegerShape implements Shape {
    private static final int LONGEST_QUOTED = 24;

    private final long least;
    private final long most;
    private final LongFunction<Object> make;

    IntegerShape(long least, long most, LongFunction<Object> make) {
        this.least = least;
        this.most = most;
        this.make = make;
    }

    @Override
    public String expected() {
        return "an integer from " + least + " to " + most;
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        in.expect(JsonToken.VALUE_NUMBER_INT, this);
        in.boundNumber();
        if (in.parser().getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = in.parser().getLongValue();
            if (value >= least && value <= most) {
                return make.apply(value);
            }
        }
        String text = in.parser().getText();
        throw in.misfit("expected " + expected() + ", got " + (text.length() > LONGEST_QUOTED ? "a longer one" : text));
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        out.generator().writeNumber(((Number) value).longValue());
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Schemas.of("type", "integer", "minimum", least, "maximum", most);
    }
}
