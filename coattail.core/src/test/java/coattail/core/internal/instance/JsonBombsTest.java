// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.FrameType;

/** Inputs that are to use up a parser's time, stack or memory, or to make something else than data of it. */
class JsonBombsTest {
    /** What a bean of a user may look like. */
    record Order(String name, int count, Optional<Order> next, Map<String, BigDecimal> prices) {}

    private static final List<Class<?>> TYPES = List.of(
            Object.class,
            Map.class,
            List.class,
            String.class,
            Order.class,
            long.class,
            double.class,
            BigDecimal.class,
            BigInteger.class);

    @TempDir
    Path directory;

    private final AtomicReference<Object> handled = new AtomicReference<>();

    @Test
    void reachNoHandler() throws Exception {
        var variants = Variants.of(JsonBombsTest.class, "JSON that is deep, long, ambiguous or none");
        try (var ground = new HostileGround(directory)) {
            for (var type : TYPES) {
                ground.north.offers(type.getSimpleName(), wrapped(type), String.class, (input, invocation) -> {
                    handled.set(input);
                    return "";
                });
            }
            ground.open();
            var hostile = ground.side("hostile");
            var peer = HostileGround.granted(hostile, ground.issue(List.of("*"), List.of(), List.of()));
            assertEquals(
                    FrameType.RESPONSE,
                    answer(peer, "Map", "{\"a\":[1,{}]}".getBytes(UTF_8)).type());
            for (var bomb : bombs().entrySet()) {
                for (var type : TYPES) {
                    handled.set(null);
                    var answer = answer(peer, type.getSimpleName(), bomb.getValue());
                    variants.tried(
                            bomb.getKey() + " as " + type.getSimpleName(),
                            handled.get() != null || answer.code() != ErrorCode.BAD_INPUT);
                }
            }
        }
        variants.hold();
    }

    /** The members by which other libraries choose a class. */
    @Test
    void chooseNoClass() throws Exception {
        var variants = Variants.of(JsonBombsTest.class, "JSON that names a class to be made");
        try (var ground = new HostileGround(directory)) {
            ground.north.offers("any", Object.class, String.class, (input, invocation) -> {
                handled.set(input);
                return "";
            });
            ground.open();
            var hostile = ground.side("hostile");
            var peer = HostileGround.granted(hostile, ground.issue(List.of("*"), List.of(), List.of()));
            for (var name : List.of("@class", "@type", "class", "$type", "@c", "type", "__class__", "java.class")) {
                for (var gadget : List.of("javax.script.ScriptEngineManager", "java.net.URL", "java.io.File")) {
                    for (var json : List.of(
                            "{\"NAME\":\"GADGET\",\"val\":\"http://a.example\"}",
                            "[\"GADGET\",{\"NAME\":\"GADGET\"}]",
                            "{\"x\":{\"NAME\":[\"GADGET\",[]]}}")) {
                        var said = json.replace("NAME", name).replace("GADGET", gadget);
                        handled.set(null);
                        answer(peer, "any", said.getBytes(UTF_8));
                        variants.tried(said, !isPlain(handled.get()));
                    }
                }
            }
        }
        variants.hold();
    }

    private static boolean isPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(JsonBombsTest::isPlain);
        }
        return value instanceof List<?> list ? list.stream().allMatch(JsonBombsTest::isPlain) : value instanceof String;
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> wrapped(Class<?> type) {
        return (Class<Object>) type;
    }

    private static RawPeer.Heard answer(RawPeer peer, String action, byte[] json) throws Exception {
        long stream = peer.stream();
        peer.say(HostileGround.call(FrameType.PERFORM, stream, 1, action, "").body(2, json));
        return peer.hear(stream);
    }

    private static Map<String, byte[]> bombs() {
        var bombs = new LinkedHashMap<String, byte[]>();
        Map.ofEntries(
                        Map.entry("arrays, 33 deep", "[".repeat(33) + "]".repeat(33)),
                        Map.entry("arrays, 11 000 deep", "[".repeat(11_000)),
                        Map.entry("objects, 33 deep", "{\"a\":".repeat(33) + "1" + "}".repeat(33)),
                        Map.entry("objects, 1 000 deep", "{\"next\":".repeat(1_000)),
                        Map.entry("both, 1 500 deep", "[{\"a\":".repeat(1_500)),
                        Map.entry("a number of 11 000 digits", "9".repeat(11_000)),
                        Map.entry("a number of 11 000 digits in an array", "[" + "9".repeat(11_000) + "]"),
                        Map.entry("a fraction of 11 000 digits", "{\"prices\":{\"a\":0." + "1".repeat(11_000) + "}}"),
                        Map.entry("a name of 11 000 characters", "{\"" + "n".repeat(11_000) + "\":1}"),
                        Map.entry("a name twice", "{\"name\":\"a\",\"name\":\"b\"}"),
                        Map.entry("a name twice, once escaped", "{\"name\":\"a\",\"n\\u0061me\":\"b\"}"),
                        Map.entry("a name twice, further down", "[{\"a\":{\"b\":1,\"b\":2}}]"),
                        Map.entry("nothing", ""),
                        Map.entry("white space", " \n"),
                        Map.entry("two values", "{} {}"),
                        Map.entry("something behind it", "{}x"),
                        Map.entry("no end", "{\"a\":[1,"),
                        Map.entry("a text without end", "\"" + "a".repeat(11_000)),
                        Map.entry("a comma too many", "[1,]"),
                        Map.entry("a comma too many in an object", "{\"a\":1,}"),
                        Map.entry("a comment", "/* */ {}"),
                        Map.entry("single quotes", "{'a':'b'}"),
                        Map.entry("names without quotes", "{a:1}"),
                        Map.entry("NaN", "NaN"),
                        Map.entry("Infinity", "[-Infinity]"),
                        Map.entry("hexadecimal", "0x10"),
                        Map.entry("a leading zero", "[007]"),
                        Map.entry("a plus", "[+1]"),
                        Map.entry("a bare dot", "[1.]"),
                        Map.entry("another escape", "[\"\\x41\"]"),
                        Map.entry("half an escape", "[\"\\u00\"]"),
                        Map.entry("a new line in a text", "[\"\n\"]"),
                        Map.entry("a NUL in a text", "[\"\0\"]"),
                        Map.entry("a NUL behind it", "{}\0"),
                        Map.entry("words that aren't JSON's", "[True,None,undefined]"),
                        Map.entry("XML", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
                        Map.entry("YAML", "a: &b [*b]"))
                .forEach((name, json) -> bombs.put(name, json.getBytes(UTF_8)));
        for (var charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE")) {
            bombs.put(charset, "{\"a\":1}".getBytes(Charset.forName(charset)));
        }
        bombs.put("a byte order mark", "\uFEFF{}".getBytes(UTF_8));
        bombs.put("an overlong slash", new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'});
        bombs.put("half a surrogate pair", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        bombs.put("a byte that is no UTF-8", new byte[] {'"', (byte) 0xFF, '"'});
        bombs.put("half a character", new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"'});
        return bombs;
    }
}
