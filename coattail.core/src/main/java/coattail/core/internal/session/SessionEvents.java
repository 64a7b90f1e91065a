// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/**
 * What a session asks of its instance. Called from within the session's inputs, on the thread that drives it; must not
 * block and may call the session.
 */
public interface SessionEvents {

    /** The other side has proven its identity; called once, before anything below but {@link #closed}. */
    void proven(PeerHello peer);

    /** The other side shows a token. Answer with {@link Session#grant} or {@link Session#refuse}. */
    void authenticate(Inbound stream, Message.Request credential);

    /**
     * The other side asks for something, in a phase and direction in which it may; whether it may at all is for the
     * authority check to say. Answer with {@link Session#respond}, {@link Session#attach} or {@link Session#refuse}.
     */
    void request(Inbound stream, Message.GrantedRequest request);

    /**
     * The other side doesn't want the answer any more. The stream is ended; its place is held until
     * {@link Session#release}.
     *
     * @param lost whether the connection is lost, rather than the request cancelled
     */
    void cancelled(Inbound stream, boolean lost);

    /** The other side reports what became of an event on a subscription stream. */
    void acknowledged(Inbound subscription, long sequence, int status);

    /**
     * The stream of an attached subscription is over.
     *
     * @param lost whether the connection is lost, rather than the stream ended by one of the sides
     */
    void detached(Inbound subscription, boolean lost);

    /** A grant that this side held has ended. */
    void revoked(int grant, ErrorCode code, String detail);

    /**
     * The other side is leaving: no stream can be opened any more. Those that it hasn't taken are going to fail with
     * {@code code}: they are safe to repeat on another connection.
     */
    void goingAway(ErrorCode code, long retryMillis);

    /**
     * The session is over; the last call. Every stream that was open has been told before.
     *
     * @param failure empty: closed without a word
     */
    void closed(Optional<Failure> failure);

    /** The answer to a PING that was sent with {@link Session#ping}. */
    void pong();

    /** What a stream that this side opened brings. */
    interface ResponseListener {

        /** The answer. After a {@link Message.Subscribed} events follow, after any other answer nothing. */
        void answered(Message answer);

        /** The stream ended with an error, or the connection was lost (code NOT_CONNECTED). The last call. */
        void failed(Failure failure);

        /** An event on a subscription stream, within the credit given. */
        default void event(Message.Notify event) {
            throw new IllegalStateException("an event on a stream that isn't a subscription's");
        }
    }
}
