// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.Variants;

class PlainTest {

    @Test
    void leavesPlainTextAlone() {
        var text = "Grüße, 你好, \uD83D\uDC4B";
        assertSame(text, Plain.line(text));
    }

    @Test
    void showsWhatWouldMoveTheCursorOrTurnTheText() {
        assertEquals("a\\u001b[2Jb", Plain.line("a\u001b[2Jb"));
        assertEquals("\\u009b31m", Plain.line("\u009b31m"));
        assertEquals("\\u202eabc\\u2066", Plain.line("\u202eabc\u2066"));
        assertEquals("a\\u007f\\u0000\\r\\n\\t", Plain.line("a\u007f\0\r\n\t"));
        assertEquals("\\ufeff\\u2028", Plain.line("\ufeff\u2028"));
        assertEquals("\\udb40\\udc41", Plain.line(new String(Character.toChars(0xE0041))));
        assertEquals("\\ud83d!", Plain.line("\ud83d!"));
    }

    /** By the ranges of Unicode, and not by the classes of the code under test. */
    @Test
    void noCharacterThatMovesOrTurnsOrHidesIsPrinted() {
        var variants = Variants.of(PlainTest.class, "a control, bidirectional or hidden character in what is printed");
        int[][] ranges = {
            {0x00, 0x1F},
            {0x7F, 0x9F},
            {0xAD, 0xAD},
            {0x061C, 0x061C},
            {0x180E, 0x180E},
            {0x200B, 0x200F},
            {0x2028, 0x202E},
            {0x2060, 0x2064},
            {0x2066, 0x206F},
            {0xD800, 0xDFFF},
            {0xFEFF, 0xFEFF},
            {0xFFF9, 0xFFFB},
            {0xE0001, 0xE0001},
            {0xE0020, 0xE007F}
        };
        for (int[] range : ranges) {
            for (int point = range[0]; point <= range[1]; point++) {
                var text = "a" + Character.toString(point) + "b";
                variants.tried("%04x".formatted(point), has(Plain.line(text), point));
                if (point != '\n' && point != '\t') {
                    variants.tried("%04x in lines".formatted(point), has(Plain.lines(text), point));
                }
            }
        }
        variants.hold();
    }

    private static boolean has(String text, int point) {
        return text.codePoints().anyMatch(each -> each == point);
    }

    @Test
    void keepsTheLinesOfSeveral() {
        assertEquals("a\n\tb\\r", Plain.lines("a\n\tb\r"));
    }

    @Test
    void hidesTokens() {
        assertEquals(
                "peer-add *** --name x",
                Plain.withoutTokens("peer-add eyJhbGciOiJFZERTQSJ9.eyJ2ZXIiOjF9.c2ln_-8 --name x"));
        assertEquals("(***)", Plain.withoutTokens("(eyJhbGciOiJFZERTQSJ9)"));
        assertEquals("eyJ is a word", Plain.withoutTokens("eyJ is a word"));
    }
}
