// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameDecoder;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.RawFrame;

/** One session, whose other side is the test itself, frame by frame. */
final class Bare {

    /**
     * A frame that the session has sent.
     *
     * @param failure of an ERROR, otherwise {@code null}
     */
    record Heard(FrameType type, int flags, long stream, int bodyLength, Failure failure) {}

    final Side side;
    final Recorder told;
    final Session session;
    private final FrameDecoder decoder = new FrameDecoder();
    long now;
    private boolean prefaceIsNext;

    private Bare(Pair pair, Side side) {
        this.side = side;
        this.told = side.told;
        this.session = side.session;
        this.now = pair.now;
        decoder.opened();
    }

    /** A listener in a phase; the test is the dialler, which holds grant 1 in phase OPEN. */
    static Bare listener(Phase phase) {
        return listener(phase, 1_024);
    }

    static Bare listener(Phase phase, int maxStreams) {
        var pair = new Pair(1_024, maxStreams);
        in(phase, pair);
        return new Bare(pair, pair.listener);
    }

    /** A side that has read nothing yet; of what it has sent, its PREFACE isn't heard. */
    static Bare fresh(Role role) {
        var pair = new Pair();
        var bare = new Bare(pair, role == Role.DIALLER ? pair.dialler : pair.listener);
        bare.prefaceIsNext = true;
        bare.session.start(pair.now);
        return bare;
    }

    /** A dialler that holds grant 1; the test is the listener. */
    static Bare dialler() {
        var pair = new Pair().granted();
        return new Bare(pair, pair.dialler);
    }

    private static void in(Phase phase, Pair pair) {
        switch (phase) {
            case HELLO, PROOF -> {
                pair.dialler.session.start(pair.now);
                pair.listener.session.start(pair.now);
                pair.move(pair.listener, pair.dialler);
                if (phase == Phase.PROOF) {
                    // PREFACE and HELLO, without the PROOF behind them in the same write
                    ByteBuffer greeting = pair.dialler.written.poll();
                    pair.listener.session.received(greeting.slice(0, greeting.remaining() - 79), pair.now);
                } else {
                    pair.listener.session.received(pair.dialler.written.poll().slice(0, 8), pair.now);
                }
            }
            case PROVEN -> pair.opened();
            case OPEN -> pair.granted();
        }
    }

    Bare say(byte[] bytes) {
        session.received(ByteBuffer.wrap(bytes), now);
        return this;
    }

    Bare say(RawFrame frame) {
        return say(frame.bytes());
    }

    Answers open(Message.Request request) {
        var answers = new Answers();
        session.open(request, now + 30_000, answers);
        session.flush(now);
        return answers;
    }

    /** What the session has sent since this was asked last. */
    List<Heard> heard() {
        var heard = new ArrayList<Heard>();
        session.flush(now);
        try {
            for (ByteBuffer bytes = side.written.poll(); bytes != null; bytes = side.written.poll()) {
                if (prefaceIsNext) {
                    prefaceIsNext = false;
                    bytes.position(bytes.position() + Preface.LENGTH);
                }
                for (Frame frame = decoder.next(bytes); frame != null; frame = decoder.next(bytes)) {
                    heard.add(heard(frame));
                }
                session.written(now);
            }
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
        return heard;
    }

    private static Heard heard(Frame frame) throws ProtocolException {
        Failure failure = frame.type() == FrameType.ERROR ? ErrorCodec.decode(frame) : null;
        return new Heard(frame.type(), frame.flags(), frame.stream(), frame.bodyLength(), failure);
    }

    /** The one frame that the session has sent. */
    Heard heardOne() {
        List<Heard> heard = heard();
        if (heard.size() != 1) {
            throw new AssertionError("not one frame but " + heard);
        }
        return heard.get(0);
    }

    void pass(long millis) {
        for (long end = now + millis; now < end; ) {
            now = Math.min(end, now + 250);
            session.tick(now);
        }
    }
}
