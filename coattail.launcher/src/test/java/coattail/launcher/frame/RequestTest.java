// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class RequestTest {

    @Test
    void comesBackAsItWasSent() throws FrameException {
        var request = new Request(
                true,
                true,
                132,
                List.of(
                        Word.word("action"),
                        Word.word("perform"),
                        Word.word("greet"),
                        Word.data("{\"name\":\"Zoë; $(shutdown) 'x'\"}"),
                        Word.word("")));
        assertEquals(request, Request.decoded(request.encoded()));
    }

    @Test
    void whatWasReadFromAFileIsNotPrinted() {
        var request = new Request(false, false, 0, List.of(Word.word("peer"), Word.word("add"), Word.data("secret")));
        assertFalse(request.toString().contains("secret"));
        assertTrue(request.toString().contains("words=[peer, add, ***]"));
    }

    @Test
    void anotherVersionIsRefusedByName() throws FrameException {
        byte[] payload = new Request(false, false, 0, List.of()).encoded();
        payload[0] = 2;
        assertTrue(assertThrows(FrameException.class, () -> Request.decoded(payload))
                .getMessage()
                .contains("version 2"));
    }

    @Test
    void everyPrefixIsRefused() throws FrameException {
        byte[] payload = new Request(false, true, 80, List.of(Word.word("info"), Word.data("x"))).encoded();
        for (int length = 0; length < payload.length; length++) {
            byte[] prefix = Arrays.copyOf(payload, length);
            assertThrows(FrameException.class, () -> Request.decoded(prefix), "length " + length);
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() throws FrameException {
        byte[] payload = new Request(false, true, 80, List.of(Word.word("info"))).encoded();
        assertThrows(FrameException.class, () -> Request.decoded(Arrays.copyOf(payload, payload.length + 1)));
    }

    @Test
    void aWordLongerThanTheRequestIsRefused() {
        byte[] payload = {1, 0, 0, 0, 0, 1, 0, 0x7F, -1, -1, -1, 'x'};
        assertThrows(FrameException.class, () -> Request.decoded(payload));
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] payload = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, (byte) 0xC3};
        assertThrows(FrameException.class, () -> Request.decoded(payload));
    }

    @Test
    void tooManyWordsAreRefusedOnBothSides() {
        var request = new Request(false, false, 0, Collections.nCopies(1001, Word.word("x")));
        assertThrows(FrameException.class, request::encoded);
        byte[] payload = {1, 0, 0, 0, 0x03, (byte) 0xE9};
        assertThrows(FrameException.class, () -> Request.decoded(payload));
    }
}
