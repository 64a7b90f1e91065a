// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static coattail.core.internal.convert.CodecSamples.asText;
import static coattail.core.internal.convert.CodecSamples.read;
import static coattail.core.internal.convert.CodecSamples.text;
import static coattail.core.internal.convert.CodecSamples.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.core.internal.convert.CodecSamples.Colour;
import coattail.core.internal.convert.CodecSamples.Guest;
import coattail.core.internal.convert.CodecSamples.Party;
import coattail.core.internal.convert.CodecSamples.Positive;
import coattail.core.internal.wire.Body;

/** What the codec refuses to read, to write or to convert at all, and how it names it. */
class CodecRefusalsTest {
    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit(Guest.class, "{}", "expected a string, got nothing at /name"),
                misfit(Guest.class, "{\"name\":null}", "expected a string, got null at /name"),
                misfit(Guest.class, "{\"name\":1}", "expected a string, got an integer at /name"),
                misfit(Guest.class, "{\"name\":true}", "expected a string, got a boolean at /name"),
                misfit(Guest.class, "{\"name\":{}}", "expected a string, got an object at /name"),
                misfit(Guest.class, "[]", "expected an object, got an array"),
                misfit(Guest.class, "null", "expected an object, got null"),
                misfit(Guest.class, "\"\"", "expected an object, got a string"),
                misfit(Guest.class, "", "expected an object, got an empty body"),
                misfit(Guest.class, "{\"name\":\"a\",\"name\":\"b\"}", "the same field twice at /name"),
                misfit(Guest.class, "{\"name\":\"a\",\"x\":{\"y\":1,\"y\":2}}", "the same field twice at /x/y"),
                misfit(Guest.class, "{\"name\":\"a\"}{}", "more data behind the end of the JSON value"),
                misfit(Guest.class, "{\"name\":\"a\"} x", "not valid JSON at line 1, column 14"),
                misfit(Guest.class, "{\"name\":\"a\"", "not valid JSON: it ends too early"),
                misfit(Guest.class, "{name:\"a\"}", "not valid JSON at line 1, column 2"),
                misfit(Guest.class, "\uFEFF{\"name\":\"a\"}", "not valid JSON at line 1, column 1"),
                misfit(Guest.class, "{\"name\":\"\\ud83d\"}", "a string with half a surrogate pair at /name"),
                misfit(
                        Party.class,
                        "{\"host\":{\"name\":\"a\"},\"guests\":[{\"name\":\"b\"},{}],\"balloons\":{}}",
                        "expected a string, got nothing at /guests/1/name"),
                misfit(
                        Party.class,
                        "{\"host\":{\"name\":\"a\"},\"guests\":[null],\"balloons\":{}}",
                        "expected an object, got null at /guests/0"),
                misfit(
                        Party.class,
                        "{\"host\":{\"name\":\"a\"},\"guests\":[],\"note\":5,\"balloons\":{}}",
                        "expected a string, got an integer at /note"),
                misfit(
                        Party.class,
                        "{\"balloons\":{\"BLUE\":1}}",
                        "expected one of RED, GREEN, got another string at /balloons/BLUE"),
                misfit(
                        Party.class,
                        "{\"balloons\":{\"a/b~c\":1}}",
                        "expected one of RED, GREEN, got another string at /balloons/a~1b~0c"),
                misfit(
                        Party.class,
                        "{\"balloons\":{\"\\u202e\\n\":1}}",
                        "expected one of RED, GREEN, got another string at /balloons/\\u202e\\u000a"),
                misfit(Colour.class, "0", "expected one of RED, GREEN, got an integer"),
                misfit(Colour.class, "\"verde\"", "expected one of RED, GREEN, got another string"),
                misfit(int.class, "\"1\"", "expected an integer from -2147483648 to 2147483647, got a string"),
                misfit(
                        int.class,
                        "1.0",
                        "expected an integer from -2147483648 to 2147483647, got a number with a fraction or an "
                                + "exponent"),
                misfit(
                        int.class,
                        "1e2",
                        "expected an integer from -2147483648 to 2147483647, got a number with a fraction or an "
                                + "exponent"),
                misfit(int.class, "true", "expected an integer from -2147483648 to 2147483647, got a boolean"),
                misfit(int.class, "2147483648", "expected an integer from -2147483648 to 2147483647, got 2147483648"),
                misfit(byte.class, "300", "expected an integer from -128 to 127, got 300"),
                misfit(
                        long.class,
                        "9".repeat(30),
                        "expected an integer from -9223372036854775808 to 9223372036854775807, got a longer one"),
                misfit(BigInteger.class, "9".repeat(401), "a number of more than 400 characters"),
                misfit(BigInteger.class, "1.5", "expected an integer, got a number with a fraction or an exponent"),
                misfit(BigDecimal.class, "1e1000000000", "a number out of range"),
                misfit(BigDecimal.class, "1e99999999999", "a number out of range"),
                misfit(BigDecimal.class, "\"1\"", "expected a number, got a string"),
                misfit(double.class, "1e999", "a number out of range"),
                misfit(float.class, "1e39", "a number out of range"),
                misfit(double.class, "NaN", "not valid JSON at line 1, column 4"),
                misfit(Object.class, "1e999", "a number out of range"),
                misfit(boolean.class, "1", "expected a boolean, got an integer"),
                misfit(boolean.class, "\"true\"", "expected a boolean, got a string"),
                misfit(char.class, "\"ab\"", "expected a string of one character, got another string"),
                misfit(String.class, "1", "expected a string, got an integer"),
                misfit(LocalDate.class, "[2024,2,29]", "expected a date such as 2024-02-29, got an array"),
                misfit(LocalDate.class, "19782", "expected a date such as 2024-02-29, got an integer"),
                misfit(LocalDate.class, "\"2023-02-29\"", "expected a date such as 2024-02-29, got another string"),
                misfit(
                        Instant.class,
                        "1.5",
                        "expected a time such as 2024-02-29T12:00:00Z, got a number with a fraction or an exponent"),
                misfit(Duration.class, "5", "expected a duration such as PT1H30M, got an integer"),
                misfit(UUID.class, "\"1-1-1-1-1\"", "expected a UUID, got another string"),
                misfit(byte[].class, "\"a b\"", "expected a base64 string, got another string"),
                misfit(int[].class, "{\"0\":1}", "expected an array, got an object"),
                misfit(Positive.class, "{\"value\":-1}", "a value that isn't accepted"),
                misfit(
                        Object.class,
                        "[".repeat(33) + "]".repeat(33),
                        "nested deeper than 32 levels at " + "" + "/0".repeat(32)),
                misfit(
                        Guest.class,
                        "{\"x\":" + "[".repeat(40),
                        "nested deeper than 32 levels at " + "/x" + "/0".repeat(31)));
    }

    private static Arguments misfit(Class<?> type, String json, String message) {
        return Arguments.of(type, json, message);
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitIsNamed(Class<?> type, String json, String message) {
        var failure = assertThrows(CoattailException.class, () -> read(type, json));
        assertEquals(ErrorCode.BAD_INPUT, failure.code());
        assertEquals(message, failure.getMessage());
    }

    @Test
    void aSetTakesNoItemTwice() {
        record Names(Set<String> names) {}
        var failure = assertThrows(CoattailException.class, () -> read(Names.class, "{\"names\":[\"a\",\"a\"]}"));
        assertEquals("the same item twice at /names", failure.getMessage());
    }

    @Test
    void depth32IsStillTaken() {
        String json = "[".repeat(32) + "]".repeat(32);
        assertEquals(json, write(Object.class, read(Object.class, json)));
    }

    @Test
    void longPointersAreCut() {
        var failure = assertThrows(
                CoattailException.class, () -> read(Party.class, "{\"balloons\":{\"" + "x".repeat(4000) + "\":1}}"));
        assertTrue(failure.getMessage().endsWith("xxx..."), failure.getMessage());
        assertTrue(failure.getMessage().length() < 256, failure.getMessage());
    }

    @Test
    void namesAreBounded() {
        String json = "{\"" + "x".repeat(5000) + "\":1}";
        var failure = assertThrows(CoattailException.class, () -> read(Object.class, json));
        assertTrue(
                failure.getMessage().startsWith("a name, a number or a text longer than " + "allowed"),
                failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "22c08022", "22eda08022", "22f4908080" + "22", "22e282", "fffe3100"})
    void whatIsNotUtf8IsRefused(String hex) {
        var body = Body.of(ContentType.JSON, HexFormat.of().parseHex(hex));
        var failure = assertThrows(
                CoattailException.class, () -> Codec.of(Object.class).read(body));
        assertEquals("not valid UTF-8", failure.getMessage());
    }

    @Test
    void utf16IsNotGuessed() {
        var body = Body.of(ContentType.JSON, "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE));
        var failure = assertThrows(
                CoattailException.class, () -> Codec.of(Object.class).read(body));
        assertTrue(failure.getMessage().startsWith("not valid JSON"), failure.getMessage());
    }

    @Test
    void bodiesOfTheWrongKindAreRefused() {
        assertMessage(
                "expected an object, got no body", () -> Codec.of(Guest.class).read(Body.NONE));
        assertMessage(
                "expected JSON, got plain text", () -> Codec.of(Guest.class).read(text("Ada")));
        assertMessage("expected JSON, got bytes of no stated kind", () -> Codec.of(String.class)
                .read(Body.of(ContentType.OPAQUE, new byte[1])));
        assertMessage("not valid UTF-8", () -> Codec.of(String.class)
                .read(Body.of(ContentType.TEXT, new byte[] {(byte) 0xff})));
        assertEquals(Optional.empty(), Codec.of(Optional.class).read(Body.NONE));
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        assertMessage("null where a string is expected at /name", () -> write(Guest.class, new Guest(null)));
        assertMessage("JSON has no number for NaN", () -> write(double.class, Double.NaN));
        assertMessage(
                "JSON has no number for -Infinity at /a/1",
                () -> write(Object.class, Map.of("a", List.of(1.0, Float.NEGATIVE_INFINITY))));
        assertMessage("a string with half a surrogate pair", () -> write(String.class, "\ud83d"));
        assertMessage("a key that isn't a text", () -> write(Object.class, Map.of(1, 2)));
        var list = new ArrayList<Object>();
        list.add(list);
        assertMessage("nested deeper than 32 levels at " + "/0".repeat(32), () -> write(Object.class, list));
        assertMessage(
                "java.lang.Thread isn't among the types that are converted at /t",
                () -> write(Object.class, Map.of("t", Thread.currentThread())));
        assertMessage("the value can't be written as String", () -> write(String.class, 5));
        assertMessage(
                "expected " + Guest.class.getTypeName() + ", got " + "java.lang.Integer", () -> write(Guest.class, 5));
    }

    interface Shape {}

    static final class NoDefault {
        private final int size;

        NoDefault(int size) {
            this.size = size;
        }

        public int getSize() {
            return size;
        }
    }

    @Test
    void typesThatCannotBeConvertedAreRefusedAtOnce() {
        record Deep(List<Map<String, Thread>> threads) {}
        record Outer(Optional<Deep> deep) {}
        record Whole(Payload payload) {}
        record Keys(Map<Guest, String> keys) {}
        assertMessage(
                "Outer.deep, Deep.threads: java.lang.Thread isn't among the types that are converted",
                () -> Codec.of(Outer.class));
        assertMessage(
                "Whole.payload: coattail.api.Payload stands for a whole body and can't be part of one",
                () -> Codec.of(Whole.class));
        assertMessage(
                "Keys.keys: " + Guest.class.getTypeName() + " can't be the key of a map; a string or what "
                        + "is spelled as one can",
                () -> Codec.of(Keys.class));
        assertMessage(
                Shape.class.getTypeName() + " is abstract: which class to make of the data isn't known",
                () -> Codec.of(Shape.class));
        assertMessage(
                NoDefault.class.getTypeName() + " is no record and has no constructor without parameters",
                () -> Codec.of(NoDefault.class));
        assertEquals("{\"size\":3}", asText(Codec.forWriting(NoDefault.class).write(new NoDefault(3))));
    }

    private static void assertMessage(String message, Executable executable) {
        var failure = assertThrows(CoattailException.class, executable);
        assertEquals(message, failure.getMessage());
        assertEquals(ErrorCode.BAD_INPUT, failure.code());
    }
}
