// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.event;
import static coattail.core.internal.session.Samples.output;
import static coattail.core.internal.session.Samples.perform;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/** Bodies of several frames: as credit lets them, and with whatever else goes on. */
class BodyTest {
    private static final int LARGE = 100_000;

    private final Pair pair = Pair.large(1 << 20).granted();

    @Test
    void aRequestsBodyWaitsForCredit() {
        byte[] bytes = random(LARGE, 1);
        Answers call = pair.ask(pair.dialler, perform(Body.of(ContentType.OPAQUE, bytes)));
        Got got = Got.input(pair.listener);
        assertTrue(got.size() > 10_000, "the first frame is full");
        int first = got.size();

        got.rest.credit(1_000);
        pair.flush();
        assertEquals(first + 1_000, got.size(), "credit is used to the byte, and not exceeded");
        got.rest.credit(LARGE);
        pair.flush();
        assertArrayEquals(bytes, got.bytes());
        assertTrue(got.whole);

        pair.listener.session.respond(Pair.last(pair.listener), output(Body.NONE));
        pair.flush();
        assertEquals(output(Body.NONE), call.answer());
    }

    @Test
    void anAnswersBodyWaitsForCredit() {
        byte[] bytes = random(LARGE, 2);
        Answers call = pair.ask(pair.dialler, perform());
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.respond(stream, output(Body.of(ContentType.TEXT, bytes)));
        pair.listener.session.release(stream);
        pair.flush();
        Got got = Got.output(call);
        assertEquals(1, pair.dialler.session.ownStreams());
        got.rest.credit(20_000);
        pair.flush();
        assertFalse(got.whole);
        got.rest.credit(1 << 20);
        pair.flush();
        assertArrayEquals(bytes, got.bytes());
        assertEquals(0, pair.dialler.session.ownStreams());
        assertEquals(0, pair.listener.session.peerStreams());
    }

    @Test
    void creditInTheRequestLetsTheAnswerComeAtOnce() {
        byte[] bytes = random(LARGE, 7);
        var list = new Message.ListActions(1, Optional.empty(), LARGE);
        Answers call = pair.ask(pair.dialler, list);
        pair.listener.session.respond(Pair.last(pair.listener), output(Body.of(ContentType.JSON, bytes)));
        pair.dialler.session.flush(pair.now);
        pair.listener.session.flush(pair.now);
        assertTrue(call.answers.isEmpty());
        pair.move(pair.listener, pair.dialler);
        Got got = Got.output(call);
        pair.run();
        assertArrayEquals(bytes, got.bytes());
    }

    @Test
    void aBodyIsReadWhileItIsSent() {
        byte[] bytes = random(LARGE, 3);
        var source = new Source(bytes);
        Answers call = pair.ask(pair.dialler, perform());
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.respond(stream, output(Samples.opaque(0).with(source)));
        pair.flush();
        Got got = Got.output(call);
        assertEquals(0, got.size());
        got.rest.credit(LARGE);
        pair.flush();
        assertEquals(0, got.size(), "there is nothing yet");
        for (int given = 0; given < LARGE; given += 30_000) {
            source.there = Math.min(LARGE, given + 30_000);
            pair.listener.session.ready(stream);
            pair.flush();
            assertEquals(source.there, got.size());
        }
        assertArrayEquals(bytes, got.bytes());
        assertTrue(got.whole);
    }

    @Test
    void bothDirectionsAtOnce() {
        byte[] bytes = random(LARGE, 4);
        Answers call = pair.ask(pair.dialler, perform(Body.of(ContentType.OPAQUE, bytes)));
        Got input = Got.input(pair.listener);
        pair.listener.session.respond(Pair.last(pair.listener), output(Body.of(ContentType.OPAQUE, random(LARGE, 5))));
        pair.flush();
        Got back = Got.output(call);
        for (int i = 0; i < 10; i++) {
            input.rest.credit(LARGE / 10);
            pair.flush();
            back.rest.credit(LARGE / 10);
            pair.flush();
        }
        assertArrayEquals(bytes, input.bytes());
        assertArrayEquals(random(LARGE, 5), back.bytes());
    }

    @Test
    void anAnswerThatIsWholeEndsTheRequestsBody() {
        Answers call = pair.ask(pair.dialler, perform(Samples.opaque(LARGE)));
        Got got = Got.input(pair.listener);
        got.rest.credit(20_000);
        pair.flush();
        pair.listener.session.respond(Pair.last(pair.listener), output(Body.NONE));
        pair.flush();
        assertEquals(output(Body.NONE), call.answer());
        assertEquals(ErrorCode.CANCELLED, got.failure.code());
        got.rest.credit(20_000);
        pair.flush();
        assertEquals(0, pair.dialler.session.ownStreams());
        assertTrue(pair.dialler.session.open() && pair.listener.session.open());
    }

    @Test
    void whoCancelsEndsTheBody() {
        var call = pair.dialler.session.open(perform(Samples.opaque(LARGE)), new Answers());
        pair.flush();
        Got got = Got.input(pair.listener);
        pair.dialler.session.cancel(call);
        pair.flush();
        assertEquals(ErrorCode.CANCELLED, got.failure.code());
        assertEquals(1, pair.listener.told.cancelled.size());

        var answers = new Answers();
        var second = pair.dialler.session.open(perform(), answers);
        pair.flush();
        pair.listener.session.respond(Pair.last(pair.listener), output(Samples.opaque(LARGE)));
        pair.flush();
        Got back = Got.output(answers);
        pair.dialler.session.cancel(second);
        back.rest.credit(1_000);
        pair.flush();
        assertEquals(2, pair.listener.told.cancelled.size(), "who sends is told to stop");
        assertEquals(0, pair.listener.session.peerStreams());
    }

    @Test
    void whoSendsMayGiveUp() {
        Answers call = pair.ask(pair.dialler, perform());
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.respond(stream, output(Samples.opaque(LARGE)));
        pair.flush();
        Got got = Got.output(call);
        pair.listener.session.refuse(stream, Failure.of(ErrorCode.DEADLINE, "too late"));
        pair.flush();
        assertEquals(ErrorCode.DEADLINE, got.failure.code());
        assertTrue(call.failures.isEmpty(), "it was answered before");
        assertEquals(0, pair.dialler.session.ownStreams());
    }

    @Test
    void aLostConnectionEndsBodies() {
        Answers call = pair.ask(pair.dialler, perform(Samples.opaque(LARGE)));
        Got input = Got.input(pair.listener);
        pair.listener.session.respond(Pair.last(pair.listener), output(Samples.opaque(LARGE)));
        pair.flush();
        Got back = Got.output(call);
        pair.dialler.session.disconnected();
        pair.listener.session.disconnected();
        assertEquals(ErrorCode.NOT_CONNECTED, input.failure.code());
        assertEquals(ErrorCode.NOT_CONNECTED, back.failure.code());
    }

    @Test
    void bodiesUnderWayOutlastAGoAway() {
        byte[] bytes = random(LARGE, 6);
        Answers call = pair.ask(pair.dialler, perform(Body.of(ContentType.OPAQUE, bytes)));
        Got got = Got.input(pair.listener);
        got.rest.credit(50_000);
        pair.dialler.session.flush(pair.now);
        pair.dialler.session.goAway(ErrorCode.DRAIN, -1);
        pair.flush();
        got.rest.credit(50_000);
        pair.flush();
        assertArrayEquals(bytes, got.bytes());
        pair.listener.session.respond(Pair.last(pair.listener), output(Body.NONE));
        pair.listener.session.release(Pair.last(pair.listener));
        pair.flush();
        assertEquals(output(Body.NONE), call.answer());
    }

    @Test
    void aLargeAnswerLetsOthersPass() {
        Answers large = pair.ask(pair.dialler, perform());
        Inbound first = Pair.last(pair.listener);
        pair.listener.session.respond(first, output(Samples.opaque(1 << 20)));
        pair.flush();
        Got got = Got.output(large);
        got.rest.credit(1 << 20);
        pair.dialler.session.flush(pair.now);
        Answers small = new Answers();
        pair.dialler.session.open(perform(), small);
        pair.dialler.session.flush(pair.now);
        while (pair.move(pair.dialler, pair.listener)) {
            // all that was asked
        }
        pair.listener.session.respond(Pair.last(pair.listener), output(Body.NONE));
        for (int i = 0; i < 10 && small.answers.isEmpty(); i++) {
            pair.move(pair.listener, pair.dialler);
        }
        assertFalse(small.answers.isEmpty());
        assertFalse(got.whole, "the other goes on behind it");
    }

    @Test
    void eventsOfAnySizeAreWhole() {
        Answers brought = pair.ask(pair.dialler, Samples.subscribe(3, 10));
        var events = new ArrayDeque<Message.Notify>(List.of(event(1, LARGE), event(2, 1), event(3, 1 << 20)));
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.attach(stream, Samples.SUBSCRIBED, events::poll);
        pair.flush();
        assertEquals(List.of(event(1, LARGE)), brought.events, "it overdraws the credit, the next waits");
        pair.dialler.session.credit(brought.stream, 0, LARGE);
        pair.flush();
        assertEquals(List.of(event(1, LARGE), event(2, 1), event(3, 1 << 20)), brought.events);
    }

    @Test
    void aListOfSeveralFramesIsJson() {
        byte[] json = ("[\"" + "a".repeat(LARGE) + "\"]").getBytes(StandardCharsets.US_ASCII);
        Answers call = pair.ask(pair.dialler, new Message.ListActions(1, Optional.empty(), 0));
        pair.listener.session.respond(Pair.last(pair.listener), output(Body.of(ContentType.JSON, json)));
        pair.flush();
        Got got = Got.output(call);
        got.rest.credit(LARGE);
        pair.flush();
        assertArrayEquals(json, got.bytes());
    }

    @Test
    void anySizesAndCredits() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var both = Pair.large(1 << 20).granted();
            both.cut = whole -> {
                int at = 1 + random.nextInt(whole.remaining());
                return new ByteBuffer[] {whole.slice(0, at), whole.slice(at, whole.remaining() - at)};
            };
            byte[] bytes = random(random.nextInt(60_000), seed);
            Answers call = both.ask(both.dialler, perform(Body.of(ContentType.OPAQUE, bytes)));
            Got input = Got.input(both.listener);
            both.listener.session.respond(Pair.last(both.listener), output(Body.of(ContentType.OPAQUE, bytes)));
            both.flush();
            Got back = Got.output(call);
            while (!input.whole || !back.whole) {
                for (Got got : List.of(input, back)) {
                    if (!got.whole && got.failure == null) {
                        got.rest.credit(1 + random.nextInt(20_000));
                    }
                }
                both.flush();
                if (input.failure != null) {
                    break;
                }
            }
            assertTrue(input.failure != null || Arrays.equals(bytes, input.bytes()), "seed " + seed);
            if (input.failure == null) {
                assertArrayEquals(bytes, back.bytes(), "seed " + seed);
            } else {
                assertTrue(back.whole, "an answer that is whole ends the input; seed " + seed);
            }
        }
    }

    private static byte[] random(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A body that is there bit by bit. */
    private static final class Source implements BodySource {
        private final ByteBuffer bytes;
        private final int length;
        int there;

        Source(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.length = bytes.length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public ByteBuffer poll(int most) {
            int size = Math.min(most, there - bytes.position());
            if (size == 0) {
                return null;
            }
            ByteBuffer part = bytes.slice(bytes.position(), size);
            bytes.position(bytes.position() + size);
            return part;
        }
    }
}
