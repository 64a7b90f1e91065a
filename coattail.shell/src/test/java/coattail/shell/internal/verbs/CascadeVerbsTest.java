// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;

/** The commands that show what causes what. */
class CascadeVerbsTest extends VerbFixture {
    private final Schemas schemas = new Schemas();

    @Test
    void drawsTheTree() {
        var ran = run("trace", FakeCoattail.TRACE);
        assertEquals(0, ran.exitCode());
        assertEquals(
                """
                Trace 4bf92f3577b34da6a3ce929d0e0e4736, from 2026-05-04 10:30:00Z
                  here called greet at plant: done in 10ms
                    plant performed greet for here: done in 20ms
                      plant published greet: 1 processed, 1 offline in 30ms
                        here received greet from plant with keep: under way
                  plant performed greet for ct:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA: loop in 70ms
                    plant performed greet for ct:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA: loop in 80ms
                plant has 12 steps more than its answer had room for.
                depot doesn't tell: the token doesn't allow this.
                ct:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA can't be asked: it isn't a peer of this instance.
                """,
                ran.out());
    }

    @Test
    void whatNobodyRemembersIsAFailure() {
        instance.empty = true;
        var ran = run("trace", FakeCoattail.TRACE);
        assertEquals(1, ran.exitCode());
        assertTrue(ran.err().startsWith("coattail: nobody who was asked remembers a step of 4bf92f35"), ran.err());
        assertRefused(run("trace"), 2, "ID is missing");
    }

    @Test
    void printsTheStepsForPrograms() {
        var json = json("trace", FakeCoattail.TRACE);
        assertEquals(6, json.path("steps").size());
        assertEquals("refused", json.at("/sources/2/state").asText());
    }

    @Test
    void watchesUntilCtrlC() {
        instance.cascades.missed.addAll(List.of(0L, 5L, 5L, 0L));
        var ran = run("watch", "greet");
        assertEquals(0, ran.exitCode());
        assertEquals(
                """
                10:30:00.001Z  called greet at plant: done in 10ms  4bf92f3577b34da6a3ce929d0e0e4736
                10:30:00.002Z  performed greet for here: done in 20ms  4bf92f3577b34da6a3ce929d0e0e4736  \
                (5 left out so far)
                10:30:00.003Z  published greet: 1 processed, 1 offline in 30ms  4bf92f3577b34da6a3ce929d0e0e4736
                """,
                ran.out());
        assertEquals(List.of("watch greet", "unwatch"), instance.asked);
    }

    @Test
    void watchesForPrograms() {
        var lines = run("watch", "--json").out().lines().toList();
        assertEquals(3, lines.size());
        lines.forEach(line -> schemas.check("watch", 0, line));
        assertEquals("published", Json.read(lines.get(2)).path("kind").asText());
        assertEquals(1, run("watch", "--count", "1").out().lines().count());
    }

    @Test
    void whoWatchesIsToldTheTraceOfACall() {
        var ran = Shell.terminal("").run(verb("action-publish"), "greet", "{}");
        assertEquals("Trace " + FakeCoattail.TRACE + "\n", ran.err());
        assertEquals("", run("action-publish", "greet", "{}").err());
    }
}
