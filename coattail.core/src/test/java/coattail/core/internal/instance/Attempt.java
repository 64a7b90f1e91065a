// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.Optional;

import coattail.core.internal.authority.Operation;
import coattail.core.internal.wire.FrameType;

/** What a peer tries: each type of frame, where one belongs and where it doesn't, and each operation. */
enum Attempt {
    HELLO(FrameType.HELLO, "HELLO"),
    PROOF(FrameType.PROOF, "PROOF"),
    AUTH(FrameType.AUTH, "AUTH, a token"),
    AUTH_REFERENCE(FrameType.AUTH, "AUTH, the id of a token accepted before"),
    AUTH_STOLEN(FrameType.AUTH, "AUTH, a token bound to another key"),
    AUTH_OK(FrameType.AUTH_OK, "AUTH_OK to an AUTH"),
    AUTH_OK_TO_REQUEST(FrameType.AUTH_OK, "AUTH_OK to another request"),
    AUTH_OK_OWN(FrameType.AUTH_OK, "AUTH_OK on a stream of one's own"),
    REVOKE(FrameType.REVOKE, "REVOKE of a grant that was given"),
    REVOKE_UNKNOWN(FrameType.REVOKE, "REVOKE of one that wasn't"),
    PING(FrameType.PING, "PING"),
    PONG(FrameType.PONG, "PONG, unasked"),
    CREDIT(FrameType.CREDIT, "CREDIT, stream ended"),
    CREDIT_UNOPENED(FrameType.CREDIT, "CREDIT, stream never opened"),
    GOAWAY(FrameType.GOAWAY, "GOAWAY"),
    ERROR(FrameType.ERROR, "ERROR, stream 0"),
    ERROR_ENDED(FrameType.ERROR, "ERROR, stream ended"),
    ERROR_UNOPENED(FrameType.ERROR, "ERROR, stream never opened"),
    CANCEL(FrameType.CANCEL, "CANCEL, stream ended"),
    CANCEL_UNOPENED(FrameType.CANCEL, "CANCEL, stream never opened"),
    PERFORM(FrameType.PERFORM, Operation.PERFORM, "PERFORM"),
    PERFORM_THEN_PUBLISH(FrameType.PERFORM, Operation.PERFORM_AND_PUBLISH, "PERFORM with THEN_PUBLISH"),
    PERFORM_WITH_LOG(FrameType.PERFORM, Operation.FOLLOW_LOG, "PERFORM with WANT_LOG"),
    PUBLISH(FrameType.PUBLISH, Operation.PUBLISH, "PUBLISH"),
    SUBSCRIBE(FrameType.SUBSCRIBE, Operation.SUBSCRIBE, "SUBSCRIBE"),
    UNSUBSCRIBE(FrameType.UNSUBSCRIBE, Operation.UNSUBSCRIBE, "UNSUBSCRIBE"),
    LIST(FrameType.LIST, Operation.LIST, "LIST"),
    LIST_ONE(FrameType.LIST, Operation.LIST, "LIST with NAME"),
    TRACE(FrameType.TRACE, Operation.TRACE, "TRACE"),
    NOTIFY(FrameType.NOTIFY, Operation.NOTIFY, "NOTIFY, subscribed to"),
    NOTIFY_TO_REQUEST(FrameType.NOTIFY, Operation.NOTIFY, "NOTIFY to another request"),
    NOTIFY_OWN(FrameType.NOTIFY, Operation.NOTIFY, "NOTIFY on a stream of one's own"),
    ACK(FrameType.ACK, "ACK, stream ended"),
    ACK_UNOPENED(FrameType.ACK, "ACK, stream never opened"),
    RESPONSE(FrameType.RESPONSE, "RESPONSE to a request"),
    RESPONSE_OWN(FrameType.RESPONSE, "RESPONSE on a stream of one's own"),
    CHUNK(FrameType.CHUNK, "CHUNK, stream ended"),
    CHUNK_UNASKED(FrameType.CHUNK, "CHUNK to a request"),
    LOG(FrameType.LOG, "LOG, stream ended"),
    LOG_UNASKED(FrameType.LOG, "LOG to a request"),
    UNDEFINED(null, "any of the types that aren't defined");

    /** {@code null} for those that aren't defined. */
    final FrameType type;

    final Optional<Operation> operation;
    final String title;

    Attempt(FrameType type, String title) {
        this(type, null, title);
    }

    Attempt(FrameType type, Operation operation, String title) {
        this.type = type;
        this.operation = Optional.ofNullable(operation);
        this.title = title;
    }

    /** Whether it asks for something that the gate decides. */
    boolean isRequest() {
        return operation.filter(each -> each != Operation.NOTIFY).isPresent();
    }

    /** Whether a handler is invoked, or an event goes out, where it is permitted. */
    boolean reachesAHandler() {
        return this == PERFORM || this == PERFORM_THEN_PUBLISH || this == PUBLISH || this == NOTIFY;
    }

    /** Whether it opens a stream, so that there is an answer on that stream. */
    boolean isAnswered() {
        return isRequest() || type == FrameType.AUTH;
    }
}
