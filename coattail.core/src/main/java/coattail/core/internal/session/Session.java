// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.internal.session.SessionEvents.ResponseListener;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameDecoder;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.GoAway;
import coattail.core.internal.wire.GoAwayCodec;
import coattail.core.internal.wire.Hello;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.Revoke;
import coattail.core.internal.wire.RevokeCodec;

/**
 * The protocol on one connection (docs/protocol.md), as a state machine: bytes and ticks come in, bytes and calls go out. It
 * knows no socket, thread or clock, so it runs over any transport and under a simulated one alike.
 *
 * <p>Not thread-safe: whoever has it drives it on one thread at a time. The inputs ({@link #start}, {@link #received},
 * {@link #written}, {@link #tick}) write whatever is ready; after any of the other calls, or a batch of them, call
 * {@link #flush}. Times are milliseconds on a clock of the caller's that never goes back.
 *
 * <p>Events are raised from within the inputs and {@code flush}, and from within {@link #close} and {@link #disconnected} for
 * the end; never from within the calls that open, answer or end a single stream.
 */
public final class Session {
    /** For a request that has no deadline. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
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
    private final FrameDecoder decoder = new FrameDecoder();
    private final Credentials credentials = new Credentials();
    private final Liveness liveness;
    private final Writer writer;
    private final PeerStreams peers;
    private final OwnStreams own;
    private final Incoming incoming;

    private Life life = Life.RUNNING;
    private long now;
    private long openingUntil;
    private boolean pingAsked;
    /** Why either side is leaving; {@code null} while neither is. */
    private Failure leaving;
    private boolean leavingSaid;
    private long leavingUntil;
    private Failure lastWord;
    private long lingerUntil;

    /**
     * @param localSpki the key of the TLS certificate that this side showed, DER encoded
     * @param peerSpki that of the other side
     * @param nowMillis from here the time runs within which the connection must be open
     */
    public Session(Role role, SessionConfig config, byte[] localSpki, byte[] peerSpki, Channel channel,
            SessionEvents events, long nowMillis) {
        this(role, config, localSpki, peerSpki, channel, events, nowMillis, role == Role.DIALLER ? 1 : 2);
    }

    Session(Role role, SessionConfig config, byte[] localSpki, byte[] peerSpki, Channel channel, SessionEvents events,
            long nowMillis, long firstStream) {
        this.channel = channel;
        this.events = events;
        this.now = nowMillis;
        this.openingUntil = nowMillis + OPENING_MILLIS;
        this.opening = new Opening(role, config, localSpki, peerSpki);
        this.liveness = new Liveness(nowMillis);
        this.writer = new Writer(channel);
        this.peers = new PeerStreams(config, events, credentials, writer);
        this.own = new OwnStreams(config, credentials, writer, firstStream);
        this.incoming = new Incoming(role, peers, own, writer, new Frames());
    }

    // Inputs

    /** The connection is there. Once, and first. */
    public void start(long nowMillis) {
        now = nowMillis;
        opening.start(writer);
        flush(nowMillis);
    }

    /**
     * Bytes have come.
     *
     * @param bytes belongs to the session from now on
     */
    public void received(ByteBuffer bytes, long nowMillis) {
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
            LOG.error("a session failed on what it received", e);
            fail(Failure.of(ErrorCode.INTERNAL, "internal error"));
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

    /** The oldest {@link Channel#write} that wasn't reported yet is done. */
    public void written(long nowMillis) {
        writer.written();
        flush(nowMillis);
    }

    /** Time passes. To be called every 250 ms or more often. */
    public void tick(long nowMillis) {
        now = nowMillis;
        switch (life) {
            case RUNNING -> checkTimes();
            case ENDING -> {
                if (nowMillis >= lingerUntil) {
                    finish(lastWord);
                }
            }
            case OVER -> { }
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
                case FINE -> { }
                case PING -> writer.ping();
                case DEAD -> fail(Failure.of(ErrorCode.IDLE, "nothing was heard for 40 s"));
            }
        }
    }

    /** The connection is gone. */
    public void disconnected() {
        if (life == Life.RUNNING) {
            tellLost("the connection was lost");
            life = Life.OVER;
            events.closed(Optional.ofNullable(leaving));
        } else if (life == Life.ENDING) {
            life = Life.OVER;
            events.closed(Optional.of(lastWord));
        }
    }

    /** Writes what is ready, as far as the channel takes it. */
    public void flush(long nowMillis) {
        now = nowMillis;
        own.tellRefused();
        if (life == Life.OVER) {
            return;
        }
        try {
            writer.flush(nowMillis, this::takeTurn);
        } catch (RuntimeException e) {
            LOG.error("a session failed on what it had to write", e);
            finish(Failure.of(ErrorCode.INTERNAL, "internal error"));
            return;
        }
        if (life == Life.RUNNING) {
            checkState();
        } else if (life == Life.ENDING && writer.isEmpty()) {
            finish(lastWord);
        }
    }

    private boolean takeTurn(Turn turn, FrameWriter out, long nowMillis) {
        if (turn instanceof Inbound stream) {
            return peers.write(stream, out);
        }
        own.write((Outbound) turn, out, nowMillis);
        return false;
    }

    private void checkState() {
        if (peers.isFlooded() || writer.waitingControls() > MOST_CONTROLS) {
            fail(Failure.of(ErrorCode.CALM, "the other side doesn't read what it asked for"));
        } else if (credentials.outOfTries() && writer.isEmpty()) {
            fail(Failure.of(ErrorCode.AUTH_FAILED, "no token was accepted in 3 tries"));
        } else if (own.isUsedUp() && leaving == null) {
            goAway(ErrorCode.DRAIN, -1);
            events.goingAway(ErrorCode.DRAIN, -1);
            flush(now);
        } else if (leavingSaid && own.isIdle() && peers.isIdle() && writer.isEmpty()) {
            finish(leaving);
        }
    }

    // State

    /** Whether a token was accepted, in either direction, and neither side is leaving. */
    public boolean open() {
        return life == Life.RUNNING && leaving == null && phase() == Phase.OPEN;
    }

    private Phase phase() {
        return opening.phase() == Phase.PROVEN && credentials.any() ? Phase.OPEN : opening.phase();
    }

    // Streams that this side opens

    /**
     * Opens a stream, in order with others opened before, as soon as the other side has a place for it. A request that can't be
     * sent (NOT_CONNECTED, DRAIN, AUTH_REQUIRED, TOO_LARGE, or DEADLINE where that passed before) fails in a later call of
     * {@link #flush} or an input.
     *
     * @param deadlineMillis on the session's clock, or {@link #NO_DEADLINE}; goes into TIMEOUT_MS as what remains when the frame
     *     is written, whatever the request says. Nothing but that ends a request that was sent
     */
    public Outbound open(Message.Request request, long deadlineMillis, ResponseListener listener) {
        return own.open(request, deadlineMillis, listener);
    }

    /** Opens a stream without a deadline. */
    public Outbound open(Message.Request request, ResponseListener listener) {
        return open(request, NO_DEADLINE, listener);
    }

    /** Tells the other side that nobody waits any more, if it was told of the stream. The listener isn't called again. */
    public void cancel(Outbound stream) {
        own.cancel(stream);
    }

    /** Ends a stream with no further frame: a subscription's after its UNSUBSCRIBE was answered. The listener isn't called again. */
    public void end(Outbound stream) {
        own.end(stream);
    }

    /** Lets the publisher send more. No effect on a stream that has ended. */
    public void credit(Outbound subscription, int messages, int bytes) {
        own.credit(subscription, messages, bytes);
    }

    /**
     * Reports what became of an event that asked for it. No effect on a stream that has ended.
     *
     * @param status the number of an {@link coattail.api.Outcome}
     */
    public void acknowledge(Outbound subscription, long sequence, int status) {
        own.acknowledge(subscription, sequence, status);
    }

    // Streams that the other side opened

    /**
     * Accepts a token.
     *
     * @param grant from 1 to 65535, not used before on this connection
     * @param expiresSeconds since 1970, -1 for never
     */
    public void grant(Inbound auth, int grant, long expiresSeconds) {
        peers.grant(auth, new Message.AuthOk(grant, expiresSeconds));
    }

    /** Answers a request; an output larger than the other side takes becomes ERROR(TOO_LARGE). No effect once it has ended. */
    public void respond(Inbound request, Message.Response response) {
        peers.respond(request, response);
    }

    /**
     * Accepts a subscription. Its source is asked for events behind the answer, whenever there is credit.
     *
     * @return whether it is attached; not where the other side has cancelled it meanwhile
     */
    public boolean attach(Inbound subscribe, Message.Subscribed answer, EventSource source) {
        return peers.attach(subscribe, answer, source);
    }

    /** The source of an attached subscription has something. */
    public void ready(Inbound subscription) {
        peers.ready(subscription);
    }

    /** Ends a stream with an ERROR: of an AUTH, of a request, of an attached subscription. No effect once it has ended. */
    public void refuse(Inbound stream, Failure failure) {
        peers.refuse(stream, failure);
    }

    /** Ends an attached subscription with no further frame, since its UNSUBSCRIBE is answered. */
    public void end(Inbound subscription) {
        peers.endQuietly(subscription);
    }

    /**
     * Nothing works for this stream any more: its place is free once the answer has been written. Needed for each PERFORM, whose
     * handler may outlive the answer, and for each stream that was {@linkplain SessionEvents#cancelled cancelled}; for others the
     * answer says it. Again has no effect.
     */
    public void release(Inbound stream) {
        peers.release(stream);
    }

    // The connection

    /** Asks for a sign of life: {@link SessionEvents#pong}. */
    public void ping() {
        if (life == Life.RUNNING && opening.phase() == Phase.PROVEN) {
            pingAsked = true;
            writer.ping();
        }
    }

    /** Tells the other side that a grant has ended; its requests under it are AUTH_REQUIRED from now on. */
    public void revoke(int grant, ErrorCode code, String detail) {
        credentials.takeBack(grant);
        var revoke = new Revoke(grant, Failure.of(code, detail));
        writer.control(out -> RevokeCodec.encode(out, revoke));
    }

    /**
     * Leaves in good order: no stream is opened any more, requests under way end, then the session closes, within 30 s. An
     * attached subscription keeps it open as a request does.
     *
     * @param retryMillis when the dialler may dial again, -1 for nothing said
     */
    public void goAway(ErrorCode code, long retryMillis) {
        if (life != Life.RUNNING || leavingSaid) {
            return;
        }
        Failure failure = Failure.of(code, "this side is leaving", retryMillis);
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

    /** Ends the session now. The other side is told why, if it is far enough to understand. */
    public void close(Failure failure) {
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
        writer.takeTurns(turn -> {
            if (turn instanceof Outbound stream) {
                own.fail(stream, lost);
            }
        });
        own.tellRefused();
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
            events.proven(new PeerHello(hello.publicKey(), hello.boot(), hello.maxMessage(), hello.maxStreams(),
                    hello.agent()));
        }

        @Override
        public void revoke(Frame frame) throws ProtocolException {
            Revoke revoke = RevokeCodec.decode(frame);
            credentials.ended(revoke.grant());
            events.revoked(revoke.grant(), revoke.failure().code(), revoke.failure().detail());
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
            boolean first = leaving == null;
            leave(failure);
            peers.leave();
            own.bar(failure, goAway.lastStream());
            if (first) {
                events.goingAway(failure.code(), failure.retryMillis());
            }
        }

        @Override
        public void ended(Failure failure) {
            finish(failure);
        }
    }
}
