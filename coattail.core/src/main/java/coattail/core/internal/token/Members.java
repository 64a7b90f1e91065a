// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.internal.identity.InstanceId;

/** Takes the members of a JSON object out of it one by one, of exactly the type asked for, until none may be left. */
final class Members {
    /** The year 9999, the last that RFC 3339 can write. */
    private static final long LATEST = 253_402_300_799L;

    private final ObjectNode object;
    private final String what;

    /** @param what names the object in messages */
    Members(ObjectNode object, String what) {
        this.object = object;
        this.what = what;
    }

    boolean has(String name) {
        return object.has(name);
    }

    String string(String name) throws TokenException {
        JsonNode value = take(name);
        if (!value.isTextual()) {
            throw wrong(name, "a string");
        }
        return value.textValue();
    }

    /** Who is named where messages may name him: a stranger's text that is none doesn't get into one. */
    String instanceId(String name) throws TokenException {
        String id = string(name);
        if (!InstanceId.isValid(id)) {
            throw wrong(name, "an instance id");
        }
        return id;
    }

    /** Requires a string to be one certain, which messages show. */
    void constant(String name, String expected) throws TokenException {
        if (!string(name).equals(expected)) {
            throw wrong(name, expected);
        }
    }

    /** A whole number, written as such, from 0 up. */
    long number(String name, long most) throws TokenException {
        JsonNode value = take(name);
        boolean whole = value.isIntegralNumber() && value.canConvertToLong();
        if (!whole || value.longValue() < 0 || value.longValue() > most) {
            throw wrong(name, "a whole number from 0 to " + most);
        }
        return value.longValue();
    }

    int number(String name) throws TokenException {
        return (int) number(name, Integer.MAX_VALUE);
    }

    /** A NumericDate (RFC 7519, 2) in whole seconds. */
    Instant time(String name) throws TokenException {
        return Instant.ofEpochSecond(number(name, LATEST));
    }

    Optional<Instant> optionalTime(String name) throws TokenException {
        return has(name) ? Optional.of(time(name)) : Optional.empty();
    }

    boolean flag(String name) throws TokenException {
        JsonNode value = take(name);
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    List<String> strings(String name) throws TokenException {
        JsonNode value = take(name);
        if (!value.isArray()) {
            throw wrong(name, "an array of strings");
        }
        var items = new ArrayList<String>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw wrong(name, "an array of strings");
            }
            items.add(item.textValue());
        }
        return items;
    }

    /** An array of objects; messages call each by the array's name. */
    List<Members> objects(String name) throws TokenException {
        JsonNode value = take(name);
        if (!value.isArray()) {
            throw wrong(name, "an array of objects");
        }
        var items = new ArrayList<Members>();
        for (JsonNode item : value) {
            if (!(item instanceof ObjectNode child)) {
                throw wrong(name, "an array of objects");
            }
            items.add(new Members(child, what + "'s " + name));
        }
        return items;
    }

    Optional<Members> optionalObject(String name) throws TokenException {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    Members object(String name) throws TokenException {
        if (!(take(name) instanceof ObjectNode child)) {
            throw wrong(name, "an object");
        }
        return new Members(child, what + "'s " + name);
    }

    /** Reads a value by something that refuses with {@link IllegalArgumentException}. */
    <V, R> R read(V value, String name, Function<V, R> reader) throws TokenException {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new TokenException(what + "'s " + name + " is wrong: " + e.getMessage(), e);
        }
    }

    /** Refuses what is left: a claim that isn't understood may be one that limits. */
    void end() throws TokenException {
        if (!object.isEmpty()) {
            throw new TokenException(what + " has members that this version doesn't know");
        }
    }

    private JsonNode take(String name) throws TokenException {
        JsonNode value = object.remove(name);
        if (value == null) {
            throw new TokenException(what + " has no " + name);
        }
        return value;
    }

    private TokenException wrong(String name, String expected) {
        return new TokenException(what + "'s " + name + " isn't " + expected);
    }
}
