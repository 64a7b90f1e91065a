// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Judges JSON as docs/security.md wants it, token by token, with a parser that refuses nothing by itself. */
final class JsonOracle {
    private static final JsonFactory PLAIN = new JsonFactory();
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 4;
    private static final int LONGEST_ARRAY = 64;
    /** In digits; sign, point and e don't count. */
    private static final int MOST_DIGITS = 20;

    /** One object or array that is open: the names it had, or how many items. */
    private static final class Level {
        private final boolean array;
        private final Set<String> names = new HashSet<>();
        private int items;

        private Level(boolean array) {
            this.array = array;
        }
    }

    private JsonOracle() {}

    /** Why a text isn't strict JSON; empty where it is. */
    static Optional<String> fault(byte[] text) {
        try (JsonParser parser = PLAIN.createParser(decode(text))) {
            return fault(parser, decode(text).length());
        } catch (IOException e) {
            return Optional.of("not JSON: " + e.getMessage());
        }
    }

    private static Optional<String> fault(JsonParser parser, int length) throws IOException {
        Deque<Level> open = new ArrayDeque<>();
        boolean over = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (over || (open.isEmpty() && token != JsonToken.START_OBJECT)) {
                return Optional.of("not one object");
            }
            if (token.isStructEnd()) {
                open.pop();
                over = open.isEmpty();
                continue;
            }
            if (token == JsonToken.FIELD_NAME) {
                if (!open.peek().names.add(parser.getText())) {
                    return Optional.of("a name twice");
                }
                continue;
            }
            if (!open.isEmpty() && open.peek().array && ++open.peek().items > LONGEST_ARRAY) {
                return Optional.of("a long array");
            }
            if (token.isStructStart()) {
                open.push(new Level(token == JsonToken.START_ARRAY));
            }
            if (open.size() > DEEPEST) {
                return Optional.of("nested too deep");
            }
            if (token.isNumeric()
                    && parser.getText().chars().filter(Character::isDigit).count() > MOST_DIGITS) {
                return Optional.of("a long number");
            }
        }
        return over && length <= LONGEST ? Optional.empty() : Optional.of("cut off, or too long");
    }

    /** The names of the outermost object, of a text without fault. */
    static Set<String> members(byte[] text) {
        var names = new TreeSet<String>();
        try (JsonParser parser = PLAIN.createParser(decode(text))) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                names.add(name);
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return names;
    }

    private static String decode(byte[] text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    }
}
