// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;

import coattail.api.CoattailException;

/** A value being written. */
final class JsonOut {
    private final JsonGenerator generator;
    /** Of classes met in a place for any value: a list of a thousand objects asks once. */
    private final Map<Class<?>, Shape> met = new HashMap<>(0);

    JsonOut(JsonGenerator generator) {
        this.generator = generator;
    }

    /** For numbers and what else needs no check. */
    JsonGenerator generator() {
        return generator;
    }

    Shape shapeOf(Class<?> type, Function<Class<?>, Shape> shapes) {
        return met.computeIfAbsent(type, shapes);
    }

    void value(Shape shape, Object value) throws IOException {
        if (value == null && !shape.takesNull()) {
            throw misfit("null where " + shape.expected() + " is expected");
        }
        shape.write(value, this);
    }

    void text(String text) throws IOException {
        bound(text);
        generator.writeString(text);
    }

    void name(String name) throws IOException {
        bound(name);
        generator.writeFieldName(name);
    }

    void startObject() throws IOException {
        boundDepth();
        generator.writeStartObject();
    }

    void endObject() throws IOException {
        generator.writeEndObject();
    }

    void startArray() throws IOException {
        boundDepth();
        generator.writeStartArray();
    }

    void endArray() throws IOException {
        generator.writeEndArray();
    }

    /** For the value that comes next. */
    CoattailException misfit(String message) {
        return Misfit.at(next(), message);
    }

    /** For the object whose next field it is, before its name was written. */
    CoattailException misfitInside(String message, Throwable cause) {
        return Misfit.at(path(generator.getOutputContext().getParent()), message, cause);
    }

    private JsonPointer next() {
        var context = generator.getOutputContext();
        return context.inArray()
                ? path(context.getParent()).appendIndex(context.getEntryCount())
                : context.pathAsPointer();
    }

    private static JsonPointer path(JsonStreamContext context) {
        return context == null ? JsonPointer.empty() : context.pathAsPointer();
    }

    private void bound(String text) {
        if (!Texts.wellFormed(text)) {
            throw misfit("a string with half a surrogate pair");
        }
    }

    /** Ends values that contain themselves as well. */
    private void boundDepth() {
        if (generator.getOutputContext().getNestingDepth() >= Json.DEEPEST) {
            throw misfit("nested deeper than " + Json.DEEPEST + " levels");
        }
    }
}
