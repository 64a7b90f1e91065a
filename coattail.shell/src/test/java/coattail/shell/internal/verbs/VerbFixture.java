// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;
import coattail.shell.internal.run.Verb;

/** A fake instance, and its commands to be run. */
abstract class VerbFixture {
    final FakeInstance instance = new FakeInstance();
    final List<Verb> verbs = Verbs.all(instance, Clock.fixed(FakeInstance.NOW, ZoneOffset.UTC), "1.2.3");

    Verb verb(String name) {
        return verbs.stream()
                .filter(verb -> verb.usage().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Shell.Ran run(String name, String... words) {
        return Shell.script().run(verb(name), words);
    }

    JsonNode json(String name, String... words) {
        var all = new String[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--json";
        var ran = run(name, all);
        assertEquals("", ran.err());
        return Json.read(ran.out());
    }

    static void assertRefused(Shell.Ran ran, int exitCode, String line) {
        assertEquals(exitCode, ran.exitCode());
        assertEquals("", ran.out());
        assertTrue(ran.err().startsWith("coattail: " + line), ran.err());
        assertEquals(1, ran.err().lines().count());
    }
}
