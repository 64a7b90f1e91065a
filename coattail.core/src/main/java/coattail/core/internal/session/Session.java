// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;

import coattail.api.ErrorCode;
import coattail.core.internal.session.SessionEvents.ResponseListener;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/**
 * The protocol on one connection (docs/protocol.md), as a state machine: bytes and ticks come in, bytes and calls go
 * out. It knows no socket, thread or clock, so it runs over any transport and under a simulated one alike.
 *
 * <p>Not thread-safe: whoever has it drives it on one thread at a time. The inputs ({@link #start}, {@link #received},
 * {@link #written}, {@link #tick}) write whatever is ready; after any of the other calls, or a batch of them, call
 * {@link #flush}. Times are milliseconds on a clock of the caller's that never goes back.
 *
 * <p>Events are raised from within the inputs and {@code flush}, and from within {@link #close}, {@link #goAway} and
 * {@link #disconnected}; never from within the calls that open, answer or end a single stream.
 */
public final class Session {
    /** For a request that has no deadline. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final PeerStreams peers;
    private final OwnStreams own;
    private final Lifecycle lifecycle;

    /**
     * A session on a connection that is there.
     *
     * @param localSpki the key of the TLS certificate that this side showed, DER encoded
     * @param peerSpki that of the other side
     * @param nowMillis from here the time runs within which the connection must be open
     */
    public Session(
            Role role,
            SessionConfig config,
            byte[] localSpki,
            byte[] peerSpki,
            Channel channel,
            SessionEvents events,
            long nowMillis) {
        this(role, config, localSpki, peerSpki, channel, events, nowMillis, role == Role.DIALLER ? 1 : 2);
    }

    Session(
            Role role,
            SessionConfig config,
            byte[] localSpki,
            byte[] peerSpki,
            Channel channel,
            SessionEvents events,
            long nowMillis,
            long firstStream) {
        var opening = new Opening(role, config, localSpki, peerSpki);
        var credentials = new Credentials();
        var writer = new Writer(channel);
        this.peers = new PeerStreams(config, events, credentials, writer);
        this.own = new OwnStreams(config, credentials, writer, firstStream);
        this.lifecycle = new Lifecycle(
                role, channel, events, opening, credentials, writer, peers, own, config.random(), nowMillis);
    }

    // Inputs

    /** Begins. To be called once, and first. */
    public void start(long nowMillis) {
        lifecycle.start(nowMillis);
    }

    /**
     * Bytes have come.
     *
     * @param bytes belongs to the session from now on
     */
    public void received(ByteBuffer bytes, long nowMillis) {
        lifecycle.received(bytes, nowMillis);
    }

    /** The oldest {@link Channel#write} that wasn't reported yet is done. */
    public void written(long nowMillis) {
        lifecycle.written(nowMillis);
    }

    /** Time passes. To be called every 250 ms or more often, until {@link SessionEvents#closed}. */
    public void tick(long nowMillis) {
        lifecycle.tick(nowMillis);
    }

    /** The connection is gone. */
    public void disconnected() {
        lifecycle.disconnected();
    }

    /** Writes what is ready, as far as the channel takes it. May be called from within events. */
    public void flush(long nowMillis) {
        lifecycle.flush(nowMillis);
    }

    /** Whether a token was accepted, in either direction, and neither side is leaving. */
    public boolean open() {
        return lifecycle.isOpen();
    }

    /** How many streams of this side haven't ended. */
    public int ownStreams() {
        return own.count();
    }

    /** How many streams of the other side haven't ended. */
    public int peerStreams() {
        return peers.count();
    }

    // Streams that this side opens

    /**
     * Opens a stream, in order with others opened before, as soon as the other side has a place for it. A request that
     * can't be sent (NOT_CONNECTED, DRAIN, AUTH_REQUIRED, TOO_LARGE, or DEADLINE where that passed before) fails in a
     * later call of {@link #flush} or an input.
     *
     * @param deadlineMillis on the session's clock, or {@link #NO_DEADLINE}; goes into TIMEOUT_MS as what remains when
     *     the frame is written, whatever the request says. A request that was sent isn't ended by it: that is for who
     *     called, by {@link #cancel}
     */
    public Outbound open(Message.Request request, long deadlineMillis, ResponseListener listener) {
        return own.open(request, deadlineMillis, listener);
    }

    /** Opens a stream without a deadline. */
    public Outbound open(Message.Request request, ResponseListener listener) {
        return open(request, NO_DEADLINE, listener);
    }

    /** Tells the other side, if it knows of the stream, that nobody waits any more. The listener isn't called again. */
    public void cancel(Outbound stream) {
        own.cancel(stream);
    }

    /**
     * Ends a stream with no further frame, as a subscription's ends once its UNSUBSCRIBE was answered. The listener
     * isn't called again.
     */
    public void end(Outbound stream) {
        own.end(stream);
    }

    /**
     * Lets the publisher send more; the first credit stands in SUBSCRIBE. No effect on a stream that has ended.
     *
     * @throws IllegalArgumentException below 0, or where it would add up to more than 2^31-1
     * @throws IllegalStateException before SUBSCRIBE was written
     */
    public void credit(Outbound subscription, int messages, int bytes) {
        own.credit(subscription, messages, bytes);
    }

    /** The {@link BodySource} of a request has something. No effect on a stream that has ended. */
    public void ready(Outbound stream) {
        own.ready(stream);
    }

    /**
     * Reports what became of an event that asked for it. No effect on a stream that has ended.
     *
     * @param status the number of an {@link coattail.api.Outcome}, from 0 to 6
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

    /**
     * Answers a request; an output larger than the other side takes becomes ERROR(TOO_LARGE). No effect on a stream
     * that has ended.
     *
     * @return whether the answer goes out as it is, and the {@link BodySource} of its body is going to be asked
     */
    public boolean respond(Inbound request, Message.Response response) {
        return peers.respond(request, response);
    }

    /**
     * Accepts a subscription. Its source is asked for events once the answer is written, whenever there is credit.
     *
     * @return whether it is attached: not where the other side has cancelled it meanwhile
     */
    public boolean attach(Inbound subscribe, Message.Subscribed answer, EventSource source) {
        return peers.attach(subscribe, answer, source);
    }

    /** The source of an attached subscription, or the {@link BodySource} of an answer, has something. */
    public void ready(Inbound subscription) {
        peers.ready(subscription);
    }

    /** Ends an AUTH, a request or an attached subscription with an ERROR. No effect on a stream that has ended. */
    public void refuse(Inbound stream, Failure failure) {
        peers.refuse(stream, failure);
    }

    /** Ends an attached subscription with no further frame, since its UNSUBSCRIBE is being answered. */
    public void end(Inbound subscription) {
        peers.endQuietly(subscription);
    }

    /**
     * Nothing works for this stream any more: its place is free once the answer has been written. Needed for each
     * PERFORM, answered or not, since a handler may outlive the answer, and for each stream that was
     * {@linkplain SessionEvents#cancelled cancelled} unless it is answered all the same; elsewhere the answer says it.
     * No effect on a stream that was released before.
     */
    public void release(Inbound stream) {
        peers.release(stream);
    }

    // The connection

    /** Asks for a sign of life, which comes as {@link SessionEvents#pong}. */
    public void ping() {
        lifecycle.ping();
    }

    /** Tells the other side that a grant has ended; its requests under it are AUTH_REQUIRED from now on. */
    public void revoke(int grant, ErrorCode code, String detail) {
        lifecycle.revoke(grant, Failure.of(code, detail));
    }

    /**
     * Leaves in good order: no stream is opened any more, what is under way ends, then the session closes, within 30 s.
     * An attached subscription keeps it as a request does, until it is taken over or refused.
     *
     * @param retryMillis when the dialler may dial again, -1 for nothing said
     */
    public void goAway(ErrorCode code, long retryMillis) {
        lifecycle.goAway(code, retryMillis);
    }

    /** Ends the session now. The other side is told why, if it has come far enough to understand. */
    public void close(Failure failure) {
        lifecycle.close(failure);
    }
}
