// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

/** What the pages are held against has to notice when they are wrong. */
class ShapeTest {

    @Test
    void dotsStandForWhateverIsThere() {
        var shape = new Shape(List.of("north is listening on ...:49365 (pid ...)"));
        assertTrue(shape.fits("north is listening on 127.0.0.1:49365 (pid 77)\n"));
        assertFalse(shape.fits("north is listening on 127.0.0.1:49366 (pid 77)\n"));
        assertFalse(shape.fits("north is listening on 127.0.0.1:49365 (pid 77)\nand more\n"));
        assertFalse(shape.fits(""));
    }

    @Test
    void dotsInALineOfTheirOwnStandForLines() {
        var shape = new Shape(List.of("{", "...", "}"));
        assertTrue(shape.fits("{\n}\n"));
        assertTrue(shape.fits("{\n  \"a\" : 1,\n  \"b\" : 2\n}\n"));
        assertFalse(shape.fits("{\n  \"a\" : 1"));
    }

    @Test
    void columnsMayBeWiderThanShown() {
        var shape = new Shape(List.of("A  │ B", "───┼──", "peer-... │ x"));
        assertTrue(shape.fits("A            │ B\n─────────────┼───────\npeer-Kj3     │ x     \n"));
        assertFalse(shape.fits("A            │ B\n─────────────┼───────\nfear-Kj3     │ x     \n"));
    }

    @Test
    void aBlockIsReadAsItWouldBeTyped() {
        var block = new Block(
                "README.md",
                10,
                "console",
                "soon",
                List.of(
                        "$ cd /tmp/north",
                        "$ coattail info \\",
                        "    --json",
                        "{",
                        "}",
                        "$ coattail no",
                        "coattail: no"));
        var steps = Step.of(block);
        assertEquals(
                List.of(
                        new Step("README.md:11", "cd /tmp/north", List.of(), true),
                        new Step("README.md:12", "coattail info \\\n    --json", List.of("{", "}"), true),
                        new Step("README.md:16", "coattail no", List.of("coattail: no"), false)),
                steps);
        assertTrue(steps.get(1).succeeds());
        assertFalse(steps.get(2).succeeds());
        assertThrows(AssertionError.class, () -> Step.of(new Block("a", 1, "console", "", List.of("output"))));
        assertThrows(AssertionError.class, () -> Step.of(new Block("a", 1, "sh", "", List.of("# a comment"))));
    }
}
