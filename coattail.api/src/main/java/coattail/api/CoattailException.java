// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** The failure of a call. Its message is one line that says what is wrong and, where that helps, what to do. */
public class CoattailException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Duration retryAfter;

    /**
     * @param code what kind of failure
     * @param message one line for people
     */
    public CoattailException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * @param code what kind of failure
     * @param message one line for people
     * @param retryAfter the responder's hint when to try again, or {@code null}
     * @param cause the cause on this instance, or {@code null}
     */
    public CoattailException(ErrorCode code, String message, Duration retryAfter, Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.code = requireNonNull(code, "code");
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    /** Whether the same call may succeed later without anybody mending anything. */
    public boolean retryable() {
        return code.retryable();
    }

    /** When the responder suggests to try again, from now. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
