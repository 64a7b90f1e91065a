// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;

/** Makes the exceptions of this package: one line each, nothing of Jackson's or of the core's in it. */
final class Misfit {
    /** A pointer is made of names that a peer chose. What is longer is cut, so that a line stays one. */
    private static final int LONGEST_POINTER = 120;

    private Misfit() {}

    static CoattailException of(String message) {
        return new CoattailException(ErrorCode.BAD_INPUT, message);
    }

    static CoattailException of(String message, Throwable cause) {
        return new CoattailException(ErrorCode.BAD_INPUT, message, null, cause);
    }

    static CoattailException at(JsonPointer pointer, String message) {
        return of(message + at(pointer));
    }

    static CoattailException at(JsonPointer pointer, String message, Throwable cause) {
        return of(message + at(pointer), cause);
    }

    /** For text that isn't JSON, or is beyond the limits. */
    static CoattailException of(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return of("a name, a number or a text longer than allowed" + at(e));
        }
        if (e instanceof JsonEOFException) {
            return of("not valid JSON: it ends too early");
        }
        return of("not valid JSON" + at(e));
    }

    private static String at(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String at(JsonPointer pointer) {
        if (pointer.matches()) {
            return "";
        }
        var text = new StringBuilder(" at ");
        String raw = pointer.toString();
        raw.codePoints().limit(LONGEST_POINTER).forEach(c -> append(text, c));
        return raw.codePointCount(0, raw.length()) > LONGEST_POINTER ? text + "..." : text.toString();
    }

    private static void append(StringBuilder text, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> text.append(String.format("\\u%04x", c));
            default -> text.appendCodePoint(c);
        }
    }
}
