// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a call or a connection failed. The high byte of the {@linkplain #number() number} tells whose matter it is: 0 the
 * connection's, 1 authority's, 2 the request's. The numbers are those of the wire protocol and never change.
 */
public enum ErrorCode {
    /** The other side broke the protocol. */
    PROTOCOL(0x0001, false),
    /** No protocol version in common. */
    VERSION(0x0002, false),
    /** A frame over the limits of the protocol. */
    FRAME_TOO_LARGE(0x0003, false),
    /** More was sent than the consumer gave credit for. */
    FLOW_CONTROL(0x0004, false),
    /** The connection was not opened and authenticated in time. */
    HANDSHAKE_TIMEOUT(0x0005, false),
    /** The other side fell silent. */
    IDLE(0x0006, false),
    /** The instance is stopping or closing this connection in good order. */
    DRAIN(0x0007, true),
    /** Another connection, or another stream, took this one's place. */
    DUPLICATE(0x0008, true),
    /** The other side asked for too much too fast. */
    CALM(0x0009, true),
    /** A fault of the instance's own; its log resolves the correlation id in the message. */
    INTERNAL(0x000A, true),

    /** There is no such grant on the connection, or it has ended. */
    AUTH_REQUIRED(0x0101, false),
    /** The token was not accepted. */
    AUTH_FAILED(0x0102, false),
    /** The token has expired. */
    EXPIRED(0x0103, false),
    /** The token was revoked. */
    REVOKED(0x0104, false),
    /** The token doesn't allow this. */
    FORBIDDEN(0x0105, false),
    /** The other side could not prove its identity. */
    PROOF_FAILED(0x0106, false),

    /** Nobody offers an action of this name. */
    NO_SUCH_ACTION(0x0201, false),
    /** The input doesn't fit; the message names the field by JSON pointer. */
    BAD_INPUT(0x0202, false),
    /** The action threw. */
    ACTION_FAILED(0x0203, false),
    /** The deadline passed before the action had finished. */
    DEADLINE(0x0204, false),
    /** The call was cancelled. */
    CANCELLED(0x0205, false),
    /** All places are taken at the moment. */
    BUSY(0x0206, true),
    /** More calls than the token's limit allows in this time. */
    RATE_LIMITED(0x0207, true),
    /** The body is larger than allowed; the message names the limit and the size. */
    TOO_LARGE(0x0208, false),
    /** The cascade has come back to a step that it has been through. */
    LOOP(0x0209, false),
    /** The cascade has gone through as many steps as are allowed. */
    HOP_LIMIT(0x020A, false),
    /** The idempotency key was used for another call. */
    IDEMPOTENCY_CONFLICT(0x020B, false),
    /** The instance doesn't support what was asked for. */
    UNSUPPORTED_TYPE(0x020C, false),
    /** Nobody offers a receiver of this name. */
    NO_SUCH_RECEIVER(0x020D, false),
    /** The token's limit of stored subscriptions is reached. */
    TOO_MANY_SUBSCRIPTIONS(0x020E, false),
    /** There is no such subscription. */
    NO_SUCH_SUBSCRIPTION(0x020F, false),
    /** The subscriber could not keep up. */
    SLOW_SUBSCRIBER(0x0210, false),
    /** What the call needs isn't there at the moment. */
    UNAVAILABLE(0x0211, true),
    /** The peer is unknown or not connected. Told by this instance, never by a peer. */
    NOT_CONNECTED(0x0212, true),
    /** The publisher's operator ended this subscription. */
    SUBSCRIPTION_REVOKED(0x0213, false);

    private static final Map<Integer, ErrorCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::number, Function.identity()));

    private final int number;
    private final boolean retryable;

    ErrorCode(int number, boolean retryable) {
        this.number = number;
        this.retryable = retryable;
    }

    /** The number on the wire, from 1 to 0xFFFF. */
    public int number() {
        return number;
    }

    /** Whether the same call may succeed later without anybody mending anything. */
    public boolean retryable() {
        return retryable;
    }

    /** The code of a number, empty for one that isn't known. */
    public static Optional<ErrorCode> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
