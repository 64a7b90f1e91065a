// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.HashSet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import coattail.api.CoattailException;

/** A value being read. */
final class JsonIn {
    private final JsonParser parser;

    JsonIn(JsonParser parser) {
        this.parser = parser;
    }

    /** What reads a field; the field's value is the current token. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** What reads an item; the item is the current token. */
    interface ItemReader {
        void read() throws IOException;
    }

    JsonToken token() {
        return parser.currentToken();
    }

    /** For numbers and what else the parser knows to read. */
    JsonParser parser() {
        return parser;
    }

    String text(Shape shape) throws IOException {
        expect(JsonToken.VALUE_STRING, shape);
        String text = parser.getText();
        if (!Texts.wellFormed(text)) {
            throw misfit("a string with half a surrogate pair");
        }
        return text;
    }

    /** @throws CoattailException if the current number is longer than allowed */
    void boundNumber() throws IOException {
        if (parser.getTextLength() > Json.LONGEST_NUMBER) {
            throw misfit("a number of more than " + Json.LONGEST_NUMBER + " characters");
        }
    }

    /** Reads an object, up to its end, one field after the other. No name may come twice. */
    void fields(Shape shape, FieldReader reader) throws IOException {
        expect(JsonToken.START_OBJECT, shape);
        boundDepth();
        var seen = new HashSet<String>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!Texts.wellFormed(name)) {
                throw misfit("a name with half a surrogate pair");
            }
            if (!seen.add(name)) {
                throw misfit("the same field twice");
            }
            parser.nextToken();
            reader.read(name);
        }
    }

    /** Reads an array, up to its end, one item after the other. */
    void items(Shape shape, ItemReader reader) throws IOException {
        expect(JsonToken.START_ARRAY, shape);
        boundDepth();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    /** Passes over a value that nobody asked for; the bounds and the ban on double names hold in there as well. */
    void skip() throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> fields(AnyShape.PLAIN, name -> skip());
            case START_ARRAY -> items(AnyShape.PLAIN, this::skip);
            default -> {}
        }
    }

    void expect(JsonToken token, Shape shape) {
        if (parser.currentToken() != token) {
            throw unexpected(shape.expected());
        }
    }

    CoattailException unexpected(String expected) {
        return misfit("expected " + expected + ", got " + name(parser.currentToken()));
    }

    CoattailException missing(String field, Shape shape) {
        var pointer = parser.getParsingContext().pathAsPointer().appendProperty(field);
        return Misfit.at(pointer, "expected " + shape.expected() + ", got nothing");
    }

    CoattailException misfit(String message) {
        return Misfit.at(parser.getParsingContext().pathAsPointer(), message);
    }

    CoattailException misfit(String message, Throwable cause) {
        return Misfit.at(parser.getParsingContext().pathAsPointer(), message, cause);
    }

    private void boundDepth() {
        if (parser.getParsingContext().getNestingDepth() > Json.DEEPEST) {
            throw misfit("nested deeper than " + Json.DEEPEST + " levels");
        }
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or an exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> throw new IllegalStateException("a value doesn't begin with " + token);
        };
    }
}
