// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import static coattail.shell.internal.print.Column.name;
import static coattail.shell.internal.print.Column.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Page page(int columns) {
        return new Page(new PrintStream(printed, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8, columns, false);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void drawsHeadersAndRows() {
        page(80).table(
                        new Table(name("NAME"), state("STATE"))
                                .row("plant", "connected")
                                .row("gate", "refused"),
                        "none");
        assertEquals(List.of("NAME  │ STATE", "──────┼──────────", "plant │ connected", "gate  │ refused"), lines());
    }

    @Test
    void saysThatThereIsNothing() {
        page(80).table(new Table(name("NAME")), "No peers.");
        assertEquals(List.of("No peers."), lines());
    }

    @Test
    void breaksTheWidestCellsWhereATableIsTooWideAndLosesNothing() {
        var words = "a rather long description that goes on and on until it is far too long for one line of a terminal";
        page(60).table(
                        new Table(name("NAME"), name("BUNDLE"), name("DESCRIPTION")).row("x".repeat(64), "b", words),
                        "none");
        assertTrue(lines().stream().allMatch(line -> line.length() <= 60), printed.toString(StandardCharsets.UTF_8));
        var cells = lines().stream().skip(2).map(line -> line.split(" │ ", -1)).toList();
        var first = new StringBuilder();
        var last = new StringBuilder();
        for (var row : cells) {
            first.append(row[0].strip());
            last.append(row.length > 2 ? row[2].strip() + " " : "");
        }
        assertEquals("x".repeat(64), first.toString());
        assertEquals(words, last.toString().strip().replaceAll(" +", " "));
    }

    @Test
    void leavesWideTablesWideOffTerminal() {
        page(0).table(new Table(name("A")).row("y".repeat(200)), "none");
        assertEquals("y".repeat(200), lines().get(2));
    }

    @Test
    void escapesWhatCellsHave() {
        page(80).table(new Table(name("A")).row("x\u001b[31m\ny"), "none").sheet(Map.of("K", "\u202e"));
        assertEquals(List.of("x\\u001b[31m\\ny", "K  \\u202e"), lines().subList(2, 4));
    }

    @Test
    void aRowHasACellForEachHeader() {
        assertThrows(IllegalArgumentException.class, () -> new Table(name("A"), name("B")).row("x"));
    }

    @Test
    void sheetsBreakLongValues() {
        page(30).sheet(Map.of("Limits", "one two three four five six seven eight"));
        assertEquals(List.of("Limits  one two three four", "        five six seven eight"), lines());
    }
}
