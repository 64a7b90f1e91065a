// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.api.Action;
import coattail.api.ContentType;
import coattail.api.Invocation;
import coattail.core.internal.testing.ThrowAwayLoader;
import coattail.core.internal.wire.Body;

/** Whether an action's classes can go while the core stays, and the core's while an action stays. */
class CodecLoaderTest {
    private static final String JSON = "{\"name\":\"Ada\",\"mood\":\"GOOD\",\"friends\":[{\"name\":\"Bob\","
            + "\"mood\":\"BAD\",\"friends\":[]}]}";

    enum Mood {
        GOOD,
        BAD
    }

    record Guest(String name, Mood mood, Optional<String> note, List<Guest> friends) {}

    static final class Greet implements Action<Guest, Map<String, Guest>> {
        @Override
        public Map<String, Guest> perform(Guest guest, Invocation invocation) {
            return Map.of("guest", guest);
        }
    }

    @Test
    void aCodecIsAllThatHoldsAnActionsClasses() throws Exception {
        assertTrue(ThrowAwayLoader.collected(useCodecs()));
    }

    private static WeakReference<ClassLoader> useCodecs() throws Exception {
        var loader = new ThrowAwayLoader(CodecLoaderTest.class, Greet.class, Guest.class, Mood.class);
        var types = TypeArguments.of(loader.loadClass(Greet.class.getName()), Action.class);
        var input = Codec.of(types.get(0));
        var output = Codec.of(types.get(1));
        for (int i = 0; i < 50; i++) {
            Object guest = input.read(json());
            assertSame(loader, guest.getClass().getClassLoader());
            assertEquals(JSON, text(input.write(guest)));
            assertEquals("{\"guest\":" + JSON + "}", text(output.write(Map.of("guest", guest))));
            assertEquals("[" + JSON + "]", text(Codec.of(Object.class).write(List.of(guest))));
        }
        assertTrue(input.schema().contains("friends"));
        return new WeakReference<>(loader);
    }

    @Test
    void whatIsKeptForCallersGoesWithTheirClasses() throws Exception {
        try (var codecs = new Codecs()) {
            assertTrue(ThrowAwayLoader.collected(useKept(codecs)));
        }
    }

    private static WeakReference<ClassLoader> useKept(Codecs codecs) throws Exception {
        var loader = new ThrowAwayLoader(CodecLoaderTest.class, Greet.class, Guest.class, Mood.class);
        var type = loader.loadClass(Guest.class.getName());
        var codec = codecs.of(type);
        assertSame(codec, codecs.of(type));
        Object guest = codec.read(json());
        assertSame(loader, guest.getClass().getClassLoader());
        for (int i = 0; i < 50; i++) {
            assertEquals("[" + JSON + "]", text(codecs.write(List.of(guest))));
            assertEquals(JSON, text(codecs.write(guest)));
            assertEquals(
                    "{\"a\":" + JSON + "}", text(codecs.forWriting(Map.class).write(Map.of("a", guest))));
        }
        return new WeakReference<>(loader);
    }

    @Test
    void closingLetsGoOfTheCoreWhileTheClassesStay() {
        assertTrue(ThrowAwayLoader.collected(useAndClose()));
    }

    private static WeakReference<Codecs> useAndClose() {
        var codecs = new Codecs();
        var guest = codecs.of(Guest.class).read(json());
        assertEquals(JSON, text(codecs.write(guest)));
        codecs.close();
        assertNotSame(codecs.of(Guest.class), codecs.of(Guest.class));
        assertEquals(JSON, text(codecs.write(guest)));
        return new WeakReference<>(codecs);
    }

    private static Body json() {
        return Body.of(ContentType.JSON, JSON.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Body body) {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
}
