// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
import coattail.core.internal.wire.Body;

class CodecTest {
    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "verde";
            }
        }
    }

    record Guest(String name) {}

    record Party(Guest host, List<Guest> guests, Optional<String> note, Map<Colour, Integer> balloons) {}

    record Scalars(
            boolean flag,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double twice,
            char letter,
            BigInteger whole,
            BigDecimal exact,
            Integer boxed,
            Number any) {}

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            YearMonth month,
            Date old,
            UUID uuid,
            URI uri,
            TimeUnit unit) {}

    record Node(String value, List<Node> children) {}

    record Page<T>(List<T> items, int total) {}

    record GuestPage(Page<Guest> page) {}

    record Nothing() {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("must be positive");
            }
        }
    }

    record Event(Object data) {}

    public static class Base<T> {
        private T content;

        public T getContent() {
            return content;
        }

        public void setContent(T content) {
            this.content = content;
        }
    }

    public static class Bean extends Base<Guest> {
        private String title = "untitled";
        private boolean open;

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean open) {
            this.open = open;
        }

        public int getTitleLength() {
            return title.length();
        }
    }

    @Test
    void recordsComeAndGo() {
        var party = new Party(
                new Guest("Ada"),
                List.of(new Guest("Bob"), new Guest("Çelik " + "🎈")),
                Optional.of("late"),
                Map.of(Colour.GREEN, 3));
        String json = "{\"host\":{\"name\":\"Ada\"},\"guests\":[{\"name\":\"Bob\"},{\"name\":\"Çelik 🎈\"}],"
                + "\"note\":\"late\",\"balloons\":{\"GREEN\":3}}";

        assertEquals(json, write(Party.class, party));
        assertEquals(party, read(Party.class, json));
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertEquals(
                new Guest("Ada"),
                read(Guest.class, "{\"x\":{\"y\":[1,{\"z\":null}],\"huge\":1e999},\"name\":\"Ada\",\"w\":[[]]}"));
    }

    @Test
    void whatIsOptionalMayBeMissingOrNull() {
        var expected = new Party(new Guest("Ada"), List.of(), Optional.empty(), Map.of());
        assertEquals(expected, read(Party.class, "{\"host\":{\"name\":\"Ada\"},\"guests\":[],\"balloons\":{}}"));
        assertEquals(
                expected,
                read(Party.class, "{\"note\":null,\"host\":{\"name\":\"Ada\"},\"guests\":[]," + "\"balloons\":{}}"));
        assertEquals("{\"host\":{\"name\":\"Ada\"},\"guests\":[],\"balloons\":{}}", write(Party.class, expected));

        record Numbers(OptionalInt some) {}
        assertEquals(new Numbers(OptionalInt.empty()), read(Numbers.class, "{}"));
        assertEquals(new Numbers(OptionalInt.of(7)), read(Numbers.class, "{\"some\":7}"));
        assertEquals("{\"some\":7}", write(Numbers.class, new Numbers(OptionalInt.of(7))));
        assertEquals("{}", write(Numbers.class, new Numbers(OptionalInt.empty())));
    }

    @Test
    void scalarsComeAndGo() {
        var scalars = new Scalars(
                true,
                (byte) -128,
                (short) 32767,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.5f,
                0.1,
                'ß',
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.10"),
                5,
                6);
        String json = "{\"flag\":true,\"tiny\":-128,\"small\":32767,\"medium\":-2147483648,"
                + "\"large\":9223372036854775807,\"single\":1.5,\"twice\":0.1,\"letter\":\"ß\","
                + "\"whole\":123456789012345678901234567890,\"exact\":1.10,\"boxed\":5,\"any\":6}";

        assertEquals(json, write(Scalars.class, scalars));
        assertEquals(scalars, read(Scalars.class, json));
        assertEquals(3.0, read(double.class, "3"));
        assertEquals(1e300, read(Double.class, "1e300"));
    }

    @Test
    void timesAreSpelledAsIso8601() {
        var times = new Times(
                Instant.parse("2024-02-29T12:00:00.123Z"),
                LocalDate.parse("2024-02-29"),
                LocalTime.parse("12:00:01"),
                LocalDateTime.parse("2024-02-29T12:00:01"),
                OffsetDateTime.parse("2024-02-29T12:00:01+01:00"),
                ZonedDateTime.parse("2024-02-29T12:00:01+01:00[Europe/Berlin]"),
                Duration.ofMinutes(90),
                Period.of(1, 2, 3),
                YearMonth.parse("2024-02"),
                Date.from(Instant.parse("2024-02-29T12:00:00Z")),
                UUID.fromString("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
                URI.create("coap://plant/1"),
                TimeUnit.DAYS);
        String json = "{\"instant\":\"2024-02-29T12:00:00.123Z\",\"date\":\"2024-02-29\",\"time\":\"12:00:01\","
                + "\"dateTime\":\"2024-02-29T12:00:01\",\"offset\":\"2024-02-29T12:00:01+01:00\","
                + "\"zoned\":\"2024-02-29T12:00:01+01:00[Europe/Berlin]\",\"duration\":\"PT1H30M\","
                + "\"period\":\"P1Y2M3D\",\"month\":\"2024-02\",\"old\":\"2024-02-29T12:00:00Z\","
                + "\"uuid\":\"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\",\"uri\":\"coap://plant/1\",\"unit\":\"DAYS\"}";

        assertEquals(json, write(Times.class, times));
        assertEquals(times, read(Times.class, json));
    }

    @Test
    void javaBeansKeepWhatDoesNotCome() {
        var bean = (Bean)
                read(Bean.class, "{\"content\":{\"name\":\"Ada\"},\"open\":true,\"titleLength\":" + "\"ignored\"}");
        assertEquals("untitled", bean.getTitle());
        assertTrue(bean.isOpen());
        assertEquals(new Guest("Ada"), bean.getContent());

        assertEquals(
                "{\"content\":{\"name\":\"Ada\"},\"open\":true,\"title\":\"untitled\",\"titleLength\":8}",
                write(Bean.class, bean));
        bean.setContent(null);
        assertEquals("{\"open\":true,\"title\":\"untitled\",\"titleLength\":8}", write(Bean.class, bean));
    }

    @Test
    void typeArgumentsReachTheMembers() {
        var page = new GuestPage(new Page<>(List.of(new Guest("Ada")), 1));
        String json = "{\"page\":{\"items\":[{\"name\":\"Ada\"}],\"total\":1}}";
        assertEquals(json, write(GuestPage.class, page));
        assertEquals(page, read(GuestPage.class, json));
    }

    @Test
    void typesMayContainThemselves() {
        var tree = new Node("a", List.of(new Node("b", List.of()), new Node("c", List.of(new Node("d", List.of())))));
        assertEquals(tree, read(Node.class, write(Node.class, tree)));
    }

    @Test
    void arraysAndCollections() {
        assertArrayEquals(new int[] {1, 2}, (int[]) read(int[].class, "[1,2]"));
        assertArrayEquals(new Guest[] {new Guest("a")}, (Guest[]) read(Guest[].class, "[{\"name\":\"a\"}]"));
        assertEquals("[1,2]", write(int[].class, new int[] {1, 2}));
        record Sets(Set<String> names, SortedMap<String, Boolean> flags) {}
        var sets = (Sets) read(Sets.class, "{\"names\":[\"b\",\"a\"],\"flags\":{\"z\":true,\"y\":false}}");
        assertEquals(List.of("b", "a"), List.copyOf(sets.names()));
        assertEquals("{\"names\":[\"b\",\"a\"],\"flags\":{\"y\":false,\"z\":true}}", write(Sets.class, sets));
    }

    @Test
    void bytesAreBase64InJsonAndRawAlone() {
        record Image(byte[] pixels) {}
        assertEquals("{\"pixels\":\"AAEC/w==\"}", write(Image.class, new Image(new byte[] {0, 1, 2, -1})));
        var image = (Image) read(Image.class, "{\"pixels\":\"AAEC/w==\"}");
        assertArrayEquals(new byte[] {0, 1, 2, -1}, image.pixels());

        var codec = Codec.of(byte[].class);
        var body = codec.write(new byte[] {1, 2});
        assertEquals(ContentType.OPAQUE, body.type());
        assertArrayEquals(new byte[] {1, 2}, (byte[]) codec.read(body));
        assertArrayEquals(new byte[] {1, 2}, (byte[]) codec.read(json("\"AQI=\"")));
    }

    @Test
    void stringsComeAsTextToo() {
        assertEquals("grüß", Codec.of(String.class).read(text("grüß")));
        assertEquals("grüß", Codec.of(String.class).read(json("\"gr\\u00fc\\u00df\"")));
        assertEquals("\"grüß\"", write(String.class, "grüß"));
    }

    @Test
    void payloadsStayAsTheyAre() throws Exception {
        byte[] bytes = {(byte) 0xff, 0, 1};
        var codec = Codec.of(Payload.class);
        var payload = (Payload) codec.read(Body.of(ContentType.OPAQUE, bytes));
        assertEquals(ContentType.OPAQUE, payload.contentType());
        assertArrayEquals(bytes, payload.stream().readAllBytes());
        var body = codec.write(payload);
        assertEquals(ContentType.OPAQUE, body.type());
        assertArrayEquals(bytes, body.toByteArray());
        assertEquals(ContentType.NONE, ((Payload) codec.read(Body.NONE)).contentType());
        assertEquals(
                "{not json",
                asText(codec.write(Payload.of(ContentType.JSON, "{not json".getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void voidDropsWhatComes() {
        var codec = Codec.of(Void.class);
        assertNull(codec.read(Body.NONE));
        assertNull(codec.read(json("{\"a\":1}")));
        assertSame(Body.NONE, codec.write(null));
    }

    @Test
    void anyValueBecomesPlainMapsAndLists() {
        var codec = Codec.of(Object.class);
        var expected = new LinkedHashMap<String, Object>();
        expected.put("a", List.of(1, 2_147_483_648L, new BigInteger("9223372036854775808"), 0.5, true));
        expected.put("b", null);
        expected.put("c", Map.of("d", "e"));
        String json = "{\"a\":[1,2147483648,9223372036854775808,0.5,true],\"b\":null,\"c\":{\"d\":\"e\"}}";
        assertEquals(expected, codec.read(json(json)));
        assertEquals(json, asText(codec.write(expected)));
        assertNull(codec.read(Body.NONE));
        assertNull(codec.read(json("null")));
        assertEquals("plain", codec.read(text("plain")));
        assertArrayEquals(new byte[] {7}, (byte[]) codec.read(Body.of(ContentType.OPAQUE, new byte[] {7})));
    }

    @Test
    void anyValueIsWrittenByItsClass() {
        var value = new LinkedHashMap<Object, Object>();
        value.put("guest", new Guest("Ada"));
        value.put(Colour.GREEN, Colour.GREEN);
        value.put("when", Optional.of(LocalDate.parse("2024-02-29")));
        value.put("array", new Object[] {1, null, "x", new byte[] {1}});
        value.put("bean", new Bean());
        assertEquals(
                "{\"guest\":{\"name\":\"Ada\"},\"GREEN\":\"GREEN\",\"when\":\"2024-02-29\",\"array\":[1,null,"
                        + "\"x\",\"AQ==\"],"
                        + "\"bean\":{\"open\":false,\"title\":\"untitled\",\"titleLength\":8}}",
                write(Object.class, value));
        assertEquals("{\"data\":{\"data\":null}}", write(Event.class, new Event(new Event(null))));
        assertEquals(new Event(null), read(Event.class, "{\"data\":null}"));
        assertEquals("{}", write(Object.class, new Nothing()));
    }

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

    @Test
    void saysItsTypeForPeople() {
        assertEquals("Guest", Codec.of(Guest.class).typeName());
        assertEquals("Page", Codec.of(Page.class).typeName());
        assertEquals("int[]", Codec.of(int[].class).typeName());
    }

    static void assertMessage(String message, Executable executable) {
        var failure = assertThrows(CoattailException.class, executable);
        assertEquals(message, failure.getMessage());
        assertEquals(ErrorCode.BAD_INPUT, failure.code());
    }

    private static Object read(Class<?> type, String json) {
        return Codec.of(type).read(json(json));
    }

    private static String write(Class<?> type, Object value) {
        var body = Codec.forWriting(type).write(value);
        assertEquals(ContentType.JSON, body.type());
        return asText(body);
    }

    private static Body json(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Body text(String text) {
        return Body.of(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String asText(Body body) {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
}
