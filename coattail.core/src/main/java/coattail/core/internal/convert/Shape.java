// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.Map;

import coattail.api.CoattailException;

/** What values of one Java type look like in JSON. Immutable once it is built. */
interface Shape {

    /** What is expected, as in "expected a string". */
    String expected();

    /**
     * Reads the value whose first token is the current one; leaves its last token current.
     *
     * @throws CoattailException BAD_INPUT, for a value of another shape
     * @throws IOException Jackson's, for text that isn't JSON
     */
    Object read(JsonIn in) throws IOException;

    /**
     * Writes a value.
     *
     * @param value not {@code null} unless the shape {@link #takesNull()}
     * @throws CoattailException BAD_INPUT, for a value that can't be written
     * @throws IOException Jackson's
     */
    void write(Object value, JsonOut out) throws IOException;

    /** Its JSON Schema (2020-12); a new map, which the caller may change. */
    Map<String, Object> schema(Definitions definitions);

    /** Whether {@link #write} takes {@code null}. */
    default boolean takesNull() {
        return false;
    }

    /** Whether an object may do without it; {@link #absent()} stands in then. */
    default boolean optional() {
        return false;
    }

    /** What stands for a value that isn't there. Only where it is {@link #optional()}. */
    default Object absent() {
        throw new IllegalStateException(expected() + " is required");
    }
}
