// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.Trace;

/** What is remembered of cascades, and how it is told. */
class ChronicleTest {
    private static final String PEER = "ct:" + "A".repeat(43);
    private static final Id16 ID = Id16.parse("4bf92f3577b34da6a3ce929d0e0e4736");
    private static final byte[] PARENT = HexFormat.of().parseHex("00" + ID + "00f067aa0ba902b7" + "01");

    private final AtomicLong now = new AtomicLong(1_000);
    private final Chronicle chronicle = new Chronicle(new Random(1), () -> Instant.ofEpochMilli(5_000), now::get);

    private Step begin(Trace cause) {
        return chronicle.begin(Step.Kind.PERFORMED, cause, "greet", "", PEER);
    }

    private static Trace trace(byte[] parent) {
        return new Trace(Path.EMPTY, parent);
    }

    @Test
    void aStepIsCausedByWhatCameWithIt() {
        var step = begin(trace(PARENT));
        assertEquals(ID.toString(), step.id());
        var view = step.view();
        assertEquals(0x00f067aa0ba902b7L, view.parent());
        assertEquals(-1, view.took());
        var next = begin(step.trace(Path.EMPTY)).view();
        assertEquals(view.span(), next.parent());
        assertNotEquals(view.span(), next.span());
        assertArrayEquals(PARENT, TraceContext.of(trace(PARENT)).orElseThrow().toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff4bf92f3577b34da6a3ce929d0e0e473600f067aa0ba902b701",
                "000000000000000000000000000000000000f067aa0ba902b701",
                "004bf92f3577b34da6a3ce929d0e0e4736000000000000000001"
            })
    void whatTheStandardForbidsBeginsACascade(String parent) {
        var trace = trace(HexFormat.of().parseHex(parent));
        assertNotEquals(ID.toString(), begin(trace).id());
        assertEquals(0, begin(trace).view().parent());
        var begun = chronicle.begin(trace);
        assertSame(begun, chronicle.begin(begun));
    }

    @Test
    void theFirstOutcomeStandsAndIsTold() {
        var told = new ArrayList<String>();
        chronicle.listen(new Chronicle.Listener() {
            @Override
            public void told(Step step) {
                told.add(step.view().outcome());
            }

            @Override
            public void over() {
                told.add("over");
            }
        });
        var step = begin(Trace.NONE);
        now.addAndGet(7);
        step.failed(ErrorCode.NO_SUCH_ACTION);
        step.ended(Step.DONE);
        assertEquals(7, step.view().took());
        begin(Trace.NONE).published(Map.of(Outcome.OFFLINE, 1, Outcome.PROCESSED, 2));
        begin(Trace.NONE).published(Map.of());
        chronicle.close();
        assertEquals(List.of("no-such-action", "2 processed, 1 offline", "nobody subscribed", "over"), told);
    }

    @Test
    void theOldestStepsGo() {
        var cause = trace(PARENT);
        for (int i = 0; i < 3; i++) {
            begin(cause);
        }
        for (int i = 0; i < Chronicle.MOST - 1; i++) {
            begin(Trace.NONE);
        }
        assertEquals(1, chronicle.of(ID).size());
        begin(Trace.NONE);
        assertEquals(List.of(), chronicle.of(ID));
        var last = begin(Trace.NONE);
        begin(last.trace(Path.EMPTY));
        assertEquals(last.id(), chronicle.recent(2).get(0).toString());
        assertEquals(2, chronicle.recent(2).size());
    }

    @Test
    void whatIsToldIsReadAsItWas() {
        begin(trace(PARENT)).failed(ErrorCode.LOOP);
        chronicle.begin(Step.Kind.RECEIVED, trace(PARENT), "greet", "keep", PEER);
        var steps = chronicle.of(ID);
        assertEquals(2, steps.size());
        var told = StepsText.read(ID, StepsText.write(steps));
        assertEquals(steps, told.steps());
        assertEquals(0, told.left());
    }

    @Test
    void whatIsToldFitsOneFrame() {
        for (int i = 0; i < 1_000; i++) {
            begin(trace(PARENT));
        }
        var body = StepsText.write(chronicle.of(ID));
        var told = StepsText.read(ID, body);
        assertEquals(1_000, told.steps().size() + told.left());
        assertEquals(true, body.length() <= 12_000 && body.length() > 11_700, body.length() + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"steps\":[]}",
                "{\"left\":0,\"steps\":[1]}",
                "{\"left\":0,\"steps\":[{\"kind\":\"x\"}]}",
                "{\"left\":0,\"steps\":[[[[[[]]]]]]}",
                "{\"left\":0,\"steps\":[{\"kind\":\"called\",\"span\":\"1\","
                        + "\"action\":\"a\",\"peer\":\"ct:b\",\"at\":1}]}"
            })
    void whatIsNoAnswerIsRefused(String text) {
        var body = Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                ErrorCode.PROTOCOL,
                assertThrows(CoattailException.class, () -> StepsText.read(ID, body))
                        .code());
    }
}
