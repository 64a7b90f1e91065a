// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ActionFailure;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;

/** The one place where failures of the wire become exceptions, and exceptions failures of the wire. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The exception that a caller gets for a failure. */
    public static CoattailException exception(Failure failure) {
        String detail = failure.detail().isEmpty() ? sentence(failure.code()) : failure.detail();
        if (failure.code().number() != failure.number()) {
            detail += String.format(" (error %04x, which this version doesn't know)", failure.number());
        }
        return new CoattailException(
                failure.code(),
                detail,
                failure.retryMillis() < 0 ? null : Duration.ofMillis(failure.retryMillis()),
                null);
    }

    /** What an exception that was made by this instance itself says to a caller. */
    public static Failure of(CoattailException exception) {
        return Failure.of(
                exception.code(),
                exception.getMessage(),
                exception.retryAfter().map(Duration::toMillis).orElse(-1L));
    }

    /**
     * What a caller is told of an exception that a handler threw. Only an {@link ActionFailure} speaks for itself; of
     * anything else the caller gets the id of the trace, and the log the rest under that id.
     *
     * @param trace the id of the cascade that it belongs to
     */
    public static Failure ofHandler(String handler, Throwable thrown, String trace) {
        if (thrown instanceof ActionFailure failure) {
            LOG.debug("{} failed [{}]", handler, trace, thrown);
            return Failure.of(ErrorCode.ACTION_FAILED, failure.getMessage());
        }
        return Failure.of(ErrorCode.ACTION_FAILED, logged(handler, thrown, trace));
    }

    /** What a caller is told of the stream that it gave and that couldn't be read. */
    public static Failure ofInput(Throwable thrown) {
        return thrown instanceof CoattailException e
                ? of(e)
                : Failure.of(ErrorCode.BAD_INPUT, "the payload's stream can't be read: " + thrown.getMessage());
    }

    /** The same, where the cascade isn't known: under an id of its own. */
    public static Failure ofHandler(String handler, Throwable thrown) {
        return ofHandler(handler, thrown, anyId());
    }

    /** What a caller is told of a fault of the instance's own. */
    public static Failure internal(String what, Throwable thrown) {
        return internal(what, thrown, anyId());
    }

    private static String anyId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** The same, for what belongs to a cascade. */
    static Failure internal(String what, Throwable thrown, String trace) {
        return Failure.of(ErrorCode.INTERNAL, logged(what, thrown, trace));
    }

    private static String logged(String what, Throwable thrown, String id) {
        LOG.error("{} failed [{}]", what, id, thrown);
        return "it failed; the log of its instance says why under " + id;
    }

    private static String sentence(ErrorCode code) {
        return switch (code) {
            case AUTH_REQUIRED -> "no token is accepted on this connection at the moment";
            case AUTH_FAILED -> "the peer did not accept the token";
            case EXPIRED -> "the token has expired; ask the peer's operator for a new one";
            case REVOKED -> "the token was revoked by the peer's operator";
            case FORBIDDEN -> "the token doesn't allow this";
            case NO_SUCH_ACTION -> "nobody offers this action there";
            case NO_SUCH_RECEIVER -> "nobody offers this receiver";
            case DEADLINE -> "the deadline passed before the action had finished";
            case CANCELLED -> "the call was cancelled";
            case BUSY -> "all places are taken at the moment; try again";
            case RATE_LIMITED -> "more calls than the token allows in this time; try again later";
            case LOOP -> "the cascade came back to a step that it has been through";
            case HOP_LIMIT -> "the cascade has gone through as many steps as are allowed";
            case UNSUPPORTED_TYPE -> "the peer doesn't support what was asked for";
            case NOT_CONNECTED -> "the connection to the peer was lost before the answer came";
            case DRAIN -> "the peer is stopping";
            default -> code.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        };
    }
}
