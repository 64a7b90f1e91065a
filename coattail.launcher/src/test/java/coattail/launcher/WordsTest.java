// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.launcher.frame.Word;

class WordsTest {
    @TempDir
    private Path directory;

    private List<Word> words(String input, String... typed) {
        var stream = new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1));
        return new Words(directory, stream).of(List.of(typed));
    }

    @Test
    void wordsStayAsTheyAre() {
        assertEquals(
                List.of(Word.word("action"), Word.word("--json"), Word.word("{\"a\":[1]}"), Word.word("a@b")),
                words("", "action", "--json", "{\"a\":[1]}", "a@b"));
    }

    @Test
    void filesAreRelativeToTheCaller() throws IOException {
        Files.writeString(directory.resolve("data.json"), "--not-an-option\n");
        assertEquals(List.of(Word.data("--not-an-option\n")), words("", "@data.json"));
        assertEquals(List.of(Word.data("--not-an-option\n")), words("", "@" + directory.resolve("data.json")));
    }

    @Test
    void aDashIsStandardInputOnce() {
        assertEquals(List.of(Word.word("x"), Word.data("input")), words("input", "x", "-"));
        assertThrows(Failure.class, () -> words("input", "-", "-"));
    }

    @Test
    void twoAtsAreOne() {
        assertEquals(List.of(Word.word("@x")), words("", "@@x"));
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertTrue(assertThrows(Failure.class, () -> words("", "@gone"))
                .getMessage()
                .contains("gone"));
        Files.write(directory.resolve("latin1"), new byte[] {(byte) 0xE9});
        assertEquals(
                "the file latin1 isn't UTF-8 text",
                assertThrows(Failure.class, () -> words("", "@latin1")).getMessage());
        assertEquals(
                "standard input isn't UTF-8 text",
                assertThrows(Failure.class, () -> words("\u00e9", "-")).getMessage());
        Files.write(directory.resolve("long"), new byte[(2 << 20) + 1]);
        assertTrue(assertThrows(Failure.class, () -> words("", "@long"))
                .getMessage()
                .contains("longer"));
    }
}
