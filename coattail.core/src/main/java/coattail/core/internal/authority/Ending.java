// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import coattail.api.ErrorCode;

/**
 * Why a grant ended.
 *
 * @param code REVOKED, EXPIRED, or DUPLICATE where a grant of the same peer has taken its place
 * @param reason one line for both sides
 */
public record Ending(ErrorCode code, String reason) {
    static final Ending EXPIRED = new Ending(ErrorCode.EXPIRED, "the token has expired; ask its issuer for a new one");

    static final Ending VALIDATION_EXPIRED =
            new Ending(ErrorCode.EXPIRED, "the validation token of this key has expired; give the issuer a new one");
    static final Ending VALIDATION_REMOVED =
            new Ending(ErrorCode.REVOKED, "the validation token of this key was removed by the issuer");
    static final Ending REPLACED = new Ending(ErrorCode.DUPLICATE, "a newer token is used in its place");

    public Ending {
        requireNonNull(code, "code");
        requireNonNull(reason, "reason");
    }
}
