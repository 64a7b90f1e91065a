// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

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
