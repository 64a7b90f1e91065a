// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.core.internal.testing.BoundedFuzzing;
import coattail.core.internal.wire.Body;

/** Bodies of strangers against the types of actions, see docs/security.md, "Fuzzing". */
class CodecFuzzTest {
    private static final int DEEPEST = 32;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final ContentType[] KINDS = {ContentType.JSON, ContentType.TEXT, ContentType.OPAQUE, ContentType.NONE
    };
    /** Reads fractions as doubles, as the codec does where any JSON is taken. */
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    /** Types with arguments, as fields have them. */
    @SuppressWarnings("unused")
    private record Generic(
            Map<String, Object> map,
            List<CodecSamples.Guest> guests,
            SortedMap<String, List<Integer>> sorted,
            Map<CodecSamples.Colour, Optional<Double>> colours,
            Optional<String> maybe) {}

    private static final List<Codec> CODECS = Stream.concat(
                    Stream.of(
                            Object.class,
                            CodecSamples.Party.class,
                            CodecSamples.Scalars.class,
                            CodecSamples.Times.class,
                            CodecSamples.Node.class,
                            CodecSamples.GuestPage.class,
                            CodecSamples.Positive.class,
                            CodecSamples.Event.class,
                            CodecSamples.Bean.class,
                            Payload.class,
                            Void.class,
                            String.class,
                            byte[].class,
                            Number.class,
                            int[].class),
                    Stream.of(Generic.class.getRecordComponents()).map(RecordComponent::getGenericType))
            .map((Type type) -> Codec.of(type))
            .toList();

    /** The type, what the body is said to be, and the body. */
    @FuzzTest
    void bodies(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        int type = (input[0] & 0xFF) % CODECS.size();
        ContentType kind = KINDS[(input[1] & 0xFF) % KINDS.length];
        byte[] bytes = kind == ContentType.NONE ? new byte[0] : Arrays.copyOfRange(input, 2, input.length);
        Codec codec = CODECS.get(type);
        Object value;
        try {
            value = codec.read(Body.of(kind, bytes));
        } catch (CoattailException e) {
            assertRefusal(e);
            return;
        }
        boolean parsed = kind == ContentType.JSON
                && !codec.typeName().equals("Payload")
                && !codec.typeName().equals("Void");
        if (parsed) {
            assertTrue(depth(bytes) <= DEEPEST, "a value of more than 32 levels is read");
        }
        Body written;
        try {
            written = codec.write(value);
        } catch (CoattailException e) {
            throw new AssertionError("what was read can't be written", e);
        }
        Body again = codec.write(codec.read(written));
        assertEquals(written.type(), again.type());
        assertArrayEquals(written.toByteArray(), again.toByteArray(), "read and written a second time");
        if (parsed && type == 0 && written.type() == ContentType.JSON) {
            assertEquals(PLAIN.readTree(bytes), PLAIN.readTree(written.toByteArray()), "any JSON comes back as it was");
        }
    }

    @Test
    void bodiesMutated() {
        BoundedFuzzing.run(CodecFuzzTest.class, "bodies", 10_000, this::bodies);
    }

    private static void assertRefusal(CoattailException e) {
        assertEquals(ErrorCode.BAD_INPUT, e.code());
        String message = e.getMessage();
        assertTrue(message.length() <= LONGEST_MESSAGE, () -> message.length() + " characters: " + message);
        assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }

    /** How deep objects and arrays are nested: brackets that aren't in a string. */
    private static int depth(byte[] json) {
        int depth = 0;
        int deepest = 0;
        boolean text = false;
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> text = !text;
                case '\\' -> i++;
                case '{', '[' -> deepest = Math.max(deepest, text ? 0 : ++depth);
                case '}', ']' -> depth -= text ? 0 : 1;
                default -> {}
            }
        }
        return deepest;
    }
}
