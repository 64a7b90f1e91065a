// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;

class CallTest {
    private static final Body INPUT = Body.of(ContentType.JSON, "{\"w\":640}".getBytes(StandardCharsets.UTF_8));

    @Test
    void opensAuthenticatesPerforms() {
        var pair = new Pair().granted();
        assertTrue(pair.dialler.session.open());
        assertTrue(pair.listener.session.open());

        var call = pair.ask(pair.dialler, new Message.Perform(1, "resize", -1, false, false, Trace.NONE, INPUT));
        var request = assertInstanceOf(Message.Perform.class, pair.listener.told.asked.get(0).request());
        assertEquals("resize", request.name());
        assertEquals(30_000, request.timeoutMillis());
        assertEquals(INPUT, request.input());

        var answer = new Message.Response(INPUT, Map.of(), Optional.empty());
        pair.listener.session.respond(Pair.last(pair.listener), answer);
        pair.flush();
        assertEquals(List.of(answer), call.answers);
    }
}
