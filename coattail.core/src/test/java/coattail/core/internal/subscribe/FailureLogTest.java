// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import coattail.core.internal.wire.Id16;

/** What stands in the log of a subscriber whose receiver fails; the tests' logger writes to standard error. */
class FailureLogTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private String failing(int events, Desk desk, TestLink.Sent stream) {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        for (int i = 1; i <= events; i++) {
            stream.event(i, "event " + i);
            if (i % 16 == 0) {
                desk.pass(10);
            }
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private static TestLink.Sent subscribed(Desk desk) {
        var link = desk.link();
        desk.offer(Desk.RECEIVER).code = (text, delivery) -> {
            throw new IllegalStateException("the reason");
        };
        return desk.subscribed(link);
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    @Test
    void saysWhyUnderTheIdThatThePublisherKnows() {
        var desk = new Desk();
        var said = failing(1, desk, subscribed(desk));
        assertTrue(said.contains("[" + new Id16(1, 1) + "]"), said);
        assertTrue(said.contains("java.lang.IllegalStateException: the reason"), said);
    }

    @Test
    void aReceiverThatAlwaysFailsDoesNotFloodTheLog() {
        var desk = new Desk();
        var stream = subscribed(desk);
        var said = failing(1_000, desk, stream);
        assertEquals(8, count(said, "the receiver failed on"));
        assertFalse(said.contains("more of its events failed"));
        desk.pass(60_025);
        said = log.toString(StandardCharsets.UTF_8);
        assertEquals(1, count(said, "992 more of its events failed"));
        assertTrue(said.contains("[" + new Id16(1, 9) + "] to event 1000 [" + new Id16(1, 1_000) + "]"), said);
        stream.event(1_001, "after a minute");
        said = log.toString(StandardCharsets.UTF_8);
        assertEquals(9, count(said, "the receiver failed on"));
    }
}
