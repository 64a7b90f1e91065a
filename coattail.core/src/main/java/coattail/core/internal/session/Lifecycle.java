// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.random.RandomGenerator;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameDecoder;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.GoAway;
import coattail.core.internal.wire.GoAwayCodec;
import coattail.core.internal.wire.Hello;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.Revoke;
import coattail.core.internal.wire.RevokeCodec;

/** A connection from its opening to its end, and all that concerns it as a whole. */
final class Lifecycle {
    /** How long the opening may take (docs/protocol.md, "Opening"). */
    private static final long OPENING_MILLIS = 10_000;
    /** How long requests may still take once a side is leaving (docs/protocol.md, "Life of a connection"). */
    private static final long LEAVING_MILLIS = 30_000;
    /** How long the last word may take to be written. */
    private static final long LINGER_MILLIS = 2_000;
    /** The most control frames that a peer may let wait (docs/protocol.md, "Writing"). */
    private static final int MOST_CONTROLS = 256;

    private enum Life {
        RUNNING,
        /** The last word waits to be written. */
        ENDING,
        OVER
    }

    private final Channel channel;
    private final SessionEvents events;
    private final Opening opening;
    private final Credentials credentials;
    private final Writer writer;
    private final PeerStreams peers;
    private final OwnStreams own;
    private final Faults faults;
    private final Liveness liveness;
    private final Incoming incoming;
    private final FrameDecoder decoder = new FrameDecoder();

    private Life life = Life.RUNNING;
    private long now;
    private final long openingUntil;
    private boolean flushing;
    private boolean pingAsked;
    /** Why either side is leaving; {@code null} while neither is. */
    private Failure leaving;
    /** Whether this side has said so, and the other. */
    private boolean leavingSaid;

    private boolean leavingHeard;
    private long leavingUntil;
    private Failure lastWord;
    private long lingerUntil;

    Lifecycle(
            Role role,
            Channel channel,
            SessionEvents events,
            Opening opening,
            Credentials credentials,
            Writer writer,
            PeerStreams peers,
            OwnStreams own,
            RandomGenerator random,
            long nowMillis) {
        this.channel = channel;
        this.events = events;
        this.opening = opening;
        this.credentials = credentials;
        this.writer = writer;
        this.peers = peers;
        this.own = own;
        this.faults = new Faults(random);
        this.liveness = new Liveness(nowMillis);
        this.incoming = new Incoming(role, peers, own, writer, new Frames());
        this.now = nowMillis;
        this.openingUntil = nowMillis + OPENING_MILLIS;
    }

    void start(long nowMillis) {
        now = nowMillis;
        opening.start(writer);
        flush(nowMillis);
    }

    void received(ByteBuffer bytes, long nowMillis) {
        now = nowMillis;
        if (life != Life.RUNNING) {
            return;
        }
        liveness.read(nowMillis);
        try {
            take(bytes.order(ByteOrder.BIG_ENDIAN));
        } catch (ProtocolException e) {
            fail(e.failure());
        } catch (RuntimeException e) {
            fail(faults.log("a session failed on what it received", e));
        }
        flush(nowMillis);
    }

    private void take(ByteBuffer bytes) throws ProtocolException {
        if (!opening.readPreface(bytes)) {
            return;
        }
        while (life == Life.RUNNING) {
            Frame frame = decoder.next(bytes);
            if (frame == null) {
                return;
            }
            incoming.take(frame, phase(), now);
            if (peers.isFlooded()) {
                flush(now);
            }
        }
    }

    void written(long nowMillis) {
        writer.written();
        flush(nowMillis);
    }

    void tick(long nowMillis) {
        now = nowMillis;
        switch (life) {
            case RUNNING -> checkTimes();
            case ENDING -> {
                if (nowMillis >= lingerUntil) {
                    finish(lastWord);
                }
            }
            case OVER -> {}
        }
        flush(nowMillis);
    }

    private void checkTimes() {
        Phase phase = phase();
        if (phase == Phase.HELLO || phase == Phase.PROOF) {
            if (now >= openingUntil) {
                fail(Failure.of(ErrorCode.HANDSHAKE_TIMEOUT, "the connection wasn't opened within 10 s"));
            }
            return;
        }
        if (credentials.outOfPatience(now)) {
            fail(Failure.of(ErrorCode.HANDSHAKE_TIMEOUT, "no token was accepted within 10 s"));
        } else if (leaving != null && now >= leavingUntil) {
            finish(leaving);
        } else {
            switch (liveness.tick(now)) {
                case FINE -> {}
                case PING -> writer.ping();
                case DEAD -> fail(Failure.of(ErrorCode.IDLE, "nothing was heard for 40 s"));
            }
        }
    }

    void disconnected() {
        if (life == Life.RUNNING) {
            life = Life.OVER;
            writer.stop();
            tellLost("the connection was lost");
            events.closed(Optional.ofNullable(leaving));
        } else if (life == Life.ENDING) {
            life = Life.OVER;
            writer.stop();
            events.closed(Optional.of(lastWord));
        }
    }

    void flush(long nowMillis) {
        now = nowMillis;
        own.tellRefused();
        if (flushing || life == Life.OVER) {
            return;
        }
        flushing = true;
        try {
            while (flushOnce()) {
                // what became of it gave something more to write
            }
        } finally {
            flushing = false;
        }
    }

    private boolean flushOnce() {
        try {
            writer.flush(now, this::takeTurn);
            own.tellRefused();
            return hasMoreToSay();
        } catch (RuntimeException e) {
            Failure failure = faults.log("a session failed on what it had to write", e);
            writer.dropUnfinished();
            if (life == Life.RUNNING) {
                fail(failure);
                return true;
            }
            finish(failure);
            return false;
        }
    }

    private boolean takeTurn(Turn turn, FrameWriter out, long nowMillis) {
        if (turn instanceof Inbound stream) {
            return peers.write(stream, out);
        }
        return own.write((Outbound) turn, out, nowMillis);
    }

    /** Looks at what has become of it all. @return whether that gave something to write */
    private boolean hasMoreToSay() {
        if (life == Life.ENDING && writer.isEmpty()) {
            finish(lastWord);
        }
        if (life != Life.RUNNING) {
            return false;
        }
        if (peers.isFlooded() || writer.waitingControls() > MOST_CONTROLS) {
            fail(Failure.of(ErrorCode.CALM, "the other side doesn't read what it asked for"));
            return true;
        }
        if (credentials.outOfTries() && writer.isEmpty()) {
            fail(Failure.of(ErrorCode.AUTH_FAILED, "no token was accepted in 3 tries"));
            return true;
        }
        if (own.isUsedUp() && leaving == null) {
            events.goingAway(ErrorCode.DRAIN, -1);
            goAway(ErrorCode.DRAIN, -1);
            return true;
        }
        if (leavingSaid && own.isIdle() && peers.isIdle() && writer.isEmpty()) {
            finish(leaving);
        }
        return false;
    }

    boolean isOpen() {
        return life == Life.RUNNING && leaving == null && phase() == Phase.OPEN;
    }

    private Phase phase() {
        return opening.phase() == Phase.PROVEN && credentials.any() ? Phase.OPEN : opening.phase();
    }

    void ping() {
        if (life == Life.RUNNING && opening.phase() == Phase.PROVEN) {
            pingAsked = true;
            writer.ping();
        }
    }

    void revoke(int grant, Failure failure) {
        if (credentials.takeBack(grant)) {
            var revoke = new Revoke(grant, failure);
            writer.control(out -> RevokeCodec.encode(out, revoke));
        }
    }

    void goAway(ErrorCode code, long retryMillis) {
        if (life != Life.RUNNING || leavingSaid) {
            return;
        }
        Failure failure = Failure.of(code, "this side closes the connection", retryMillis);
        if (opening.phase() != Phase.PROVEN) {
            fail(failure);
            return;
        }
        leavingSaid = true;
        leave(failure);
        var goAway = new GoAway(Failure.of(code, "", retryMillis), peers.leave());
        writer.control(out -> GoAwayCodec.encode(out, goAway));
        own.bar(failure, Long.MAX_VALUE);
    }

    private void leave(Failure failure) {
        if (leaving == null) {
            leaving = failure;
            leavingUntil = now + LEAVING_MILLIS;
        }
    }

    void close(Failure failure) {
        fail(failure);
        flush(now);
    }

    // The end

    /** Ends the session with an ERROR on stream 0. */
    private void fail(Failure failure) {
        if (life != Life.RUNNING) {
            return;
        }
        life = Life.ENDING;
        lastWord = failure;
        lingerUntil = now + LINGER_MILLIS;
        tellLost("the connection was closed: " + failure.code());
        if (opening.makeHeard(failure.code(), writer)) {
            writer.control(out -> ErrorCodec.encode(out, 0, failure));
        }
    }

    /** Ends the session with no further frame. */
    private void finish(Failure failure) {
        if (life == Life.OVER) {
            return;
        }
        boolean told = life == Life.ENDING;
        life = Life.OVER;
        writer.stop();
        if (!told) {
            tellLost("the connection was closed: " + failure.code());
        }
        channel.close();
        events.closed(Optional.of(failure));
    }

    private void tellLost(String why) {
        Failure lost = Failure.of(ErrorCode.NOT_CONNECTED, why);
        peers.lost();
        own.lost(lost);
        own.tellRefused();
        writer.dropTurns();
    }

    private final class Frames implements Incoming.ConnectionFrames {
        @Override
        public void hello(Frame frame) throws ProtocolException {
            opening.hello(frame, writer);
        }

        @Override
        public void proof(Frame frame) throws ProtocolException {
            opening.proof(frame, writer);
            decoder.opened();
            credentials.proven(now);
            Hello hello = opening.peer();
            peers.peerTakes(hello.maxMessage());
            own.peerTakes(hello.maxMessage(), hello.maxStreams());
            events.proven(new PeerHello(
                    hello.publicKey(), hello.boot(), hello.maxMessage(), hello.maxStreams(), hello.agent()));
        }

        @Override
        public void revoke(Frame frame) throws ProtocolException {
            Revoke revoke = RevokeCodec.decode(frame);
            credentials.ended(revoke.grant());
            events.revoked(
                    revoke.grant(), revoke.failure().code(), revoke.failure().detail());
        }

        @Override
        public void pong() {
            if (pingAsked) {
                pingAsked = false;
                events.pong();
            }
        }

        @Override
        public void goAway(Frame frame) throws ProtocolException {
            GoAway goAway = GoAwayCodec.decode(frame);
            Failure failure = goAway.failure();
            leave(failure);
            peers.leave();
            if (!leavingHeard) {
                leavingHeard = true;
                events.goingAway(failure.code(), failure.retryMillis());
            }
            own.bar(failure, goAway.lastStream());
        }

        @Override
        public void ended(Failure failure) {
            finish(failure);
        }
    }
}
