// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.function.Function;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JavaType;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.Payload;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.ReadableRest;

/**
 * Between bodies and one Java type. Built once, when an action or receiver is bound, and dropped with it: it holds on
 * to the type's class loader, and nothing else does. Safe for use by several threads.
 *
 * <p>Strict: nothing is coerced. {@link Payload} takes any body as it is, {@link Void} drops it, {@code byte[]} is an
 * opaque body or a base64 string, {@link String} a text body or a JSON string, {@link Object} anything; every other
 * type is JSON.
 */
public final class Codec {
    private static final int USUAL_SIZE = 256;
    private static final Codec ANYTHING = of(Object.class);

    private final Class<?> type;
    private final String typeName;
    /** {@code null} for {@link Void} and {@link Payload}, which have none. */
    private final Shape shape;

    private Codec(Class<?> type, String typeName, Shape shape) {
        this.type = type;
        this.typeName = typeName;
        this.shape = shape;
    }

    /**
     * A codec that reads and writes.
     *
     * @throws CoattailException BAD_INPUT, for a type that can't be converted; its message says why
     */
    public static Codec of(Type type) {
        return of(type, true, Shapes::forWriting);
    }

    /**
     * A codec that writes: a type of which no value can be made will do.
     *
     * @throws CoattailException BAD_INPUT, for a type that can't be converted; its message says why
     */
    public static Codec forWriting(Type type) {
        return of(type, false, Shapes::forWriting);
    }

    static Codec of(Type type, boolean reading, Function<Class<?>, Shape> dynamic) {
        JavaType resolved = TypeArguments.typeFactory().constructType(requireNonNull(type, "type"));
        Class<?> raw = resolved.getRawClass();
        boolean whole = raw == Void.class || raw == void.class || raw == Payload.class;
        return new Codec(
                raw, TypeArguments.describe(resolved), whole ? null : new Shapes(reading, dynamic).of(resolved));
    }

    /** Whether a body is read while it comes, rather than first gathered. */
    public boolean streams() {
        return type == Payload.class;
    }

    /** The type's name for people, such as {@code List<Guest>}. */
    public String typeName() {
        return typeName;
    }

    /**
     * The value that a body holds.
     *
     * @return {@code null} for no body where the type is {@link Object}, always where it is {@link Void}
     * @throws CoattailException BAD_INPUT, for a body that doesn't fit; its message says what was expected, what came,
     *     and where, as a JSON pointer
     */
    public Object read(Body body) {
        if (type == Void.class || type == void.class) {
            return null;
        }
        if (type == Payload.class) {
            return body.rest() instanceof ReadableRest rest
                    ? Payload.of(body.type(), body.size(), rest.open(body))
                    : Payload.of(body.type(), body.toByteArray());
        }
        return convert(Unread.whole(body));
    }

    private Object convert(Body body) {
        return switch (body.type()) {
            case NONE -> readNone();
            case JSON -> readJson(body);
            case TEXT -> {
                if (type != String.class && type != Object.class) {
                    throw Misfit.of("expected JSON, got plain text");
                }
                yield Texts.decode(body.view()).toString();
            }
            case OPAQUE -> {
                if (type != byte[].class && type != Object.class) {
                    throw Misfit.of("expected JSON, got bytes of no stated kind");
                }
                yield body.toByteArray();
            }
        };
    }

    private Object readNone() {
        if (type == Object.class) {
            return null;
        }
        if (shape.optional()) {
            return shape.absent();
        }
        throw Misfit.of("expected " + shape.expected() + ", got no body");
    }

    private Object readJson(Body body) {
        try (var parser = Json.parser(Texts.decode(body.view()))) {
            if (parser.nextToken() == null) {
                throw Misfit.of("expected " + shape.expected() + ", got an empty body");
            }
            Object value = shape.read(new JsonIn(parser));
            if (parser.nextToken() != null) {
                throw Misfit.of("more data behind the end of the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw Misfit.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /**
     * The body that holds a value.
     *
     * @param value of the codec's type; {@code null} makes no body
     * @throws CoattailException BAD_INPUT, for a value that can't be written; its message says where, as a JSON pointer
     */
    public Body write(Object value) {
        if (value == null
                || type == Void.class
                || (shape instanceof OptionalShape optional && optional.isEmpty(value))) {
            return Body.NONE;
        }
        if (type == Payload.class || (type == Object.class && value instanceof Payload)) {
            return body((Payload) value);
        }
        if (type == byte[].class || (type == Object.class && value instanceof byte[])) {
            return Body.of(ContentType.OPAQUE, ((byte[]) value).clone());
        }
        return writeJson(value);
    }

    private static Body body(Payload payload) {
        if (payload.isStream() && payload.length() > 0) {
            return Body.of(payload.contentType(), new byte[0]).with(new Unread(payload));
        }
        try (var stream = payload.stream()) {
            return Body.of(payload.contentType(), stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private Body writeJson(Object value) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (var generator = Json.generator(bytes)) {
            shape.write(value, new JsonOut(generator));
        } catch (CoattailException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // A getter, an iterator or the value's class itself: not what it was declared to be.
            throw Misfit.of("the value can't be written as " + typeName, e);
        }
        return Body.of(ContentType.JSON, bytes.toByteArray());
    }

    /** The type's JSON Schema (draft 2020-12), as JSON text. */
    public String schema() {
        var schema = Schemas.of("$schema", "https://json-schema.org/draft/2020-12/schema");
        var definitions = new Definitions();
        if (shape != null) {
            schema.putAll(shape.schema(definitions));
        } else if (type == Payload.class) {
            schema.put("description", "any body, as it is");
        } else {
            schema.put("description", "no body");
            schema.put("type", "null");
        }
        if (!definitions.schemas().isEmpty()) {
            schema.put("$defs", definitions.schemas());
        }
        var text = ANYTHING.write(schema);
        return Texts.decode(text.view()).toString();
    }
}
