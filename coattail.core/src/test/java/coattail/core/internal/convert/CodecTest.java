// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static coattail.core.internal.convert.CodecSamples.asText;
import static coattail.core.internal.convert.CodecSamples.json;
import static coattail.core.internal.convert.CodecSamples.read;
import static coattail.core.internal.convert.CodecSamples.text;
import static coattail.core.internal.convert.CodecSamples.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.Payload;
import coattail.core.internal.convert.CodecSamples.Bean;
import coattail.core.internal.convert.CodecSamples.Colour;
import coattail.core.internal.convert.CodecSamples.Event;
import coattail.core.internal.convert.CodecSamples.Guest;
import coattail.core.internal.convert.CodecSamples.GuestPage;
import coattail.core.internal.convert.CodecSamples.Node;
import coattail.core.internal.convert.CodecSamples.Nothing;
import coattail.core.internal.convert.CodecSamples.Page;
import coattail.core.internal.convert.CodecSamples.Party;
import coattail.core.internal.convert.CodecSamples.Scalars;
import coattail.core.internal.convert.CodecSamples.Times;
import coattail.core.internal.wire.Body;

/** What values of each type become as JSON, and what they are read from. */
class CodecTest {
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

    @Test
    void saysItsTypeForPeople() {
        assertEquals("Guest", Codec.of(Guest.class).typeName());
        assertEquals("Page", Codec.of(Page.class).typeName());
        assertEquals("int[]", Codec.of(int[].class).typeName());
    }
}
