// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.util.Map;
import java.util.Optional;

import coattail.api.Outcome;

/** A frame's meaning, free of its encoding (docs/protocol.md, "Frames"). */
public sealed interface Message {

    /** Opens a stream and is answered by RESPONSE or ERROR on it; AUTH by AUTH_OK or ERROR. */
    sealed interface Request extends Message {}

    /** A request that names the grant under which it is made. */
    sealed interface GrantedRequest extends Request {
        int grant();
    }

    /** Shows a token, whole. */
    record AuthToken(String token) implements Request {
        @Override
        public String toString() {
            return "AuthToken[***]";
        }
    }

    /** Names a token that was accepted before. */
    record AuthReference(Id16 jti) implements Request {}

    /** @param expires seconds since 1970, -1 for never */
    record AuthOk(int grant, long expires) implements Message {}

    /** A request to do something under an action's name. */
    sealed interface CallRequest extends GrantedRequest {
        CallHead call();

        @Override
        default int grant() {
            return call().grant();
        }

        default String name() {
            return call().name();
        }

        /** -1 where the frame doesn't say. */
        default long timeoutMillis() {
            return call().timeoutMillis();
        }

        default boolean verdicts() {
            return call().verdicts();
        }

        default Trace trace() {
            return call().trace();
        }
    }

    /**
     * @param thenPublish whether the output is to be published
     * @param wantLog whether the caller follows the action's log
     */
    record Perform(CallHead call, boolean thenPublish, boolean wantLog, Body input) implements CallRequest {}

    record Publish(CallHead call, Body data) implements CallRequest {}

    /**
     * @param policy the number of the overflow policy: 0 drop-oldest, 1 drop-newest, 2 disconnect
     * @param window how many events may wait, -1 where the frame doesn't say
     */
    record Subscribe(
            int grant,
            String name,
            String receiver,
            Id16 subscription,
            int creditMessages,
            int creditBytes,
            int policy,
            int window)
            implements GrantedRequest {}

    /** @param subscription empty: all that weren't named on this connection */
    record Unsubscribe(int grant, Optional<Id16> subscription) implements GrantedRequest {}

    /**
     * @param name empty: all that the grant covers
     * @param creditBytes how many bytes of CHUNK frames may come back at once; 0 for none
     */
    record ListActions(int grant, Optional<String> name, int creditBytes) implements GrantedRequest {}

    /**
     * Asks what the other side knows of a cascade.
     *
     * @param trace with the trace context of the cascade, of which the trace id alone counts; never without
     * @param creditBytes how many bytes of CHUNK frames may come back at once; 0 for none
     */
    record AskTrace(int grant, Trace trace, int creditBytes) implements GrantedRequest {}

    /** The answer to PERFORM, PUBLISH, UNSUBSCRIBE, LIST and TRACE. */
    record Response(Body body, Map<Outcome, Integer> counts, Optional<Failure> publishRefused) implements Message {
        public static final Response EMPTY = new Response(Body.NONE, Map.of(), Optional.empty());

        /** The same answer with another body. */
        public Response with(Body other) {
            return new Response(other, counts, publishRefused);
        }
    }

    /** The answer to SUBSCRIBE. */
    record Subscribed(long nextSequence, long dropped, Id16 epoch) implements Message {}

    /**
     * One event.
     *
     * @param timeoutMillis what remains, -1 where the frame has none
     */
    record Notify(Id16 event, long sequence, long timeoutMillis, boolean acknowledge, Trace trace, Body data)
            implements Message {

        /** The same event with other data. */
        public Notify with(Body other) {
            return new Notify(event, sequence, timeoutMillis, acknowledge, trace, other);
        }

        /** The same event, as a cause of other things. */
        public Notify with(Trace other) {
            return new Notify(event, sequence, timeoutMillis, acknowledge, other, data);
        }
    }
}
