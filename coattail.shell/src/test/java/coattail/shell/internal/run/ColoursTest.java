// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Column;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.State;
import coattail.shell.internal.print.Table;

class ColoursTest {
    private static final Verb STATES = Verb.of(
            Usage.command("thing-list", "Lists things").example("", "Things"),
            (arguments, console) -> Reply.of(() -> Json.object().put("state", "valid"), page -> page.table(
                            new Table(Column.state("STATE")).row(State.of("valid")), "")
                    .sheet(Map.of("State", State.of("revoked")))));

    @Test
    void aTerminalHasThemUnlessItsUserWantsNone() {
        assertTrue(Console.colours(null, "xterm-256color"));
        assertTrue(Console.colours("", "xterm"));
        assertFalse(Console.colours("1", "xterm"));
        assertFalse(Console.colours(null, "dumb"));
        assertFalse(Console.colours(null, null));
    }

    @Test
    void onlyWhereThereAreColoursIsAnythingColoured() {
        var coloured = Shell.terminal("").coloured();
        assertTrue(coloured.run(STATES).out().contains("\u001b[32mvalid"));
        assertTrue(coloured.run(STATES).out().contains("\u001b[31mrevoked"));
        assertFalse(coloured.run(STATES, "--json").out().contains("\u001b"));
        for (var plain : List.of(Shell.terminal(""), Shell.script(), Shell.console())) {
            assertFalse(plain.run(STATES).out().contains("\u001b"));
        }
        assertEquals("", coloured.run(STATES).err());
    }
}
