// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import coattail.api.ErrorCode;

/**
 * Whether something is allowed.
 *
 * @param refusal why it isn't; empty if it is
 * @param reason one line for both sides, at most 256 bytes of ASCII; empty if it is allowed
 */
public record Decision(Optional<ErrorCode> refusal, String reason) {
    /** It is. */
    public static final Decision ALLOWED = new Decision(Optional.empty(), "");

    public Decision {
        requireNonNull(refusal, "refusal");
        requireNonNull(reason, "reason");
    }

    static Decision refused(ErrorCode code, String reason) {
        return new Decision(Optional.of(code), reason);
    }

    public boolean allowed() {
        return refusal.isEmpty();
    }
}
