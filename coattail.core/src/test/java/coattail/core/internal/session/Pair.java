// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Function;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;

/** Two sessions joined in memory, with a clock that only moves when told. */
final class Pair {
    static final Id16 JTI = Id16.parse("0f".repeat(16));

    final Side dialler;
    final Side listener;
    long now = 1_000_000;
    /** How the bytes of a write are cut before they arrive. */
    Function<ByteBuffer, ByteBuffer[]> cut = whole -> new ByteBuffer[] {whole};

    Pair() {
        this(1_024, 1_024);
    }

    Pair(int diallerMaxStreams, int listenerMaxStreams) {
        this(SeedSigner.of(2), SeedSigner.of(1), diallerMaxStreams, listenerMaxStreams, Side.MAX_MESSAGE, 1, 2);
    }

    Pair(
            SeedSigner diallerKey,
            SeedSigner listenerKey,
            int diallerMaxStreams,
            int listenerMaxStreams,
            int listenerMaxMessage,
            long diallersFirst,
            long listenersFirst) {
        this(
                diallerKey,
                listenerKey,
                diallerMaxStreams,
                listenerMaxStreams,
                Side.MAX_MESSAGE,
                listenerMaxMessage,
                diallersFirst,
                listenersFirst);
    }

    private Pair(
            SeedSigner diallerKey,
            SeedSigner listenerKey,
            int diallerMaxStreams,
            int listenerMaxStreams,
            int diallerMaxMessage,
            int listenerMaxMessage,
            long diallersFirst,
            long listenersFirst) {
        dialler = new Side(Role.DIALLER, diallerKey, new Recorder());
        listener = new Side(Role.LISTENER, listenerKey, new Recorder());
        dialler.session = new Session(
                Role.DIALLER,
                Side.config(diallerKey, diallerMaxMessage, diallerMaxStreams, new Random(1)),
                dialler.spki(),
                listener.spki(),
                dialler,
                dialler.told,
                now,
                diallersFirst);
        listener.session = new Session(
                Role.LISTENER,
                Side.config(listenerKey, listenerMaxMessage, listenerMaxStreams, new Random(2)),
                listener.spki(),
                dialler.spki(),
                listener,
                listener.told,
                now,
                listenersFirst);
    }

    /** Two that take bodies of several frames. */
    static Pair large(int maxMessage) {
        return new Pair(SeedSigner.of(2), SeedSigner.of(1), 10, 10, maxMessage, maxMessage, 1, 2);
    }

    /** Both sides proven. */
    Pair opened() {
        dialler.session.start(now);
        listener.session.start(now);
        run();
        return this;
    }

    /** Both sides proven, and the listener has accepted the dialler's token as grant 1. */
    Pair granted() {
        opened();
        grant(dialler, listener, 1);
        return this;
    }

    void grant(Side holder, Side issuer, int grant) {
        holder.session.open(new Message.AuthReference(JTI), new Answers());
        flush();
        var shown = issuer.told.shown.get(issuer.told.shown.size() - 1);
        issuer.session.grant(shown.stream(), grant, -1);
        flush();
    }

    /** Opens a stream and moves bytes. */
    Answers ask(Side from, Message.Request request) {
        var answers = new Answers();
        answers.stream = from.session.open(request, now + 30_000, answers);
        flush();
        return answers;
    }

    /** The stream of the request that a side was told of last. */
    static Inbound last(Side side) {
        return side.told.asked.get(side.told.asked.size() - 1).stream();
    }

    /** Both sides write what is ready, and read what the other wrote, until nothing moves. */
    void flush() {
        dialler.session.flush(now);
        listener.session.flush(now);
        run();
    }

    void run() {
        boolean moved;
        do {
            moved = move(dialler, listener);
            moved |= move(listener, dialler);
        } while (moved);
    }

    /** Brings over what one side has written. */
    boolean move(Side from, Side to) {
        ByteBuffer bytes = from.written.poll();
        if (bytes == null) {
            if (from.closed && !to.closed) {
                to.closed = true;
                to.session.disconnected();
            }
            return false;
        }
        from.session.written(now);
        if (!to.closed) {
            for (ByteBuffer piece : cut.apply(bytes)) {
                to.session.received(piece, now);
            }
        }
        return true;
    }

    /** Time passes on both sides, in ticks of 250 ms, and bytes move. */
    void pass(long millis) {
        for (long end = now + millis; now < end; ) {
            now = Math.min(end, now + 250);
            dialler.session.tick(now);
            listener.session.tick(now);
            run();
        }
    }

    static Failure failure(ErrorCode code) {
        return Failure.of(code, "for the test");
    }
}
