// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.shell.internal.run.Shell;

/** The commands about live connections. */
class SessionVerbsTest extends VerbFixture {
    @Test
    void listsThem() {
        var lines = run("session-list").out().lines().map(String::strip).toList();
        assertTrue(lines.get(0).startsWith("ID │ PEER  │ ADDRESS"), lines.toString());
        assertEquals(
                "7  │ plant │ -> 10.0.0.7:49365      │ open    │ 3h 12m │ 1 + 1  │ 3 + 1   │ 999 + 12.1 KiB",
                lines.get(2));
        assertEquals(
                "8  │ -     │ <- [2001:db8::1]:50000 │ opening │ 0ms    │ 0 + 0  │ 0 + 0   │ 5.0 GiB + 0",
                lines.get(3));
    }

    @Test
    void endsOne() {
        assertEquals(
                "Ended connection 7 with plant at 10.0.0.7:49365.\n",
                run("session-kill", "7").out());
        assertEquals(
                "Ended connection 8 with an unproven peer at [2001:db8::1]:50000.\n",
                Shell.terminal("").run(verb("session-kill"), "8").out());
        assertRefused(run("session-kill", "9"), 1, "there is no connection '9' (NOT_CONNECTED)");
        assertEquals(List.of("kill 7", "kill 8", "kill 9"), instance.asked);
        assertRefused(run("session-kill"), 2, "ID is missing");
    }
}
