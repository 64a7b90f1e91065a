// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import coattail.api.ErrorCode;

/**
 * What speaks against a key's using a token.
 *
 * @param code what to tell the other side, if it may know
 * @param reason one line that says the truth; nothing in it comes from a stranger
 * @param known whether the key is one that the token is for, so that its holder may know the truth
 */
public record Objection(Kind kind, ErrorCode code, String reason, boolean known) {

    /** The kinds of objections, in the order in which they are looked for. */
    public enum Kind {
        /** The token is bound to another key. */
        BOUND_ELSEWHERE,
        REVOKED,
        /** The key that signed it verifies nothing any more. */
        KEY_DROPPED,
        EXPIRED,
        NOT_YET,
        /** It is for the keys of validation tokens, and this is none of them. */
        UNLISTED,
        VALIDATION_NOT_YET,
        VALIDATION_EXPIRED,
        VALIDATION_REMOVED,
        /** It may not be used from there. */
        NETWORK
    }

    public Objection {
        requireNonNull(kind, "kind");
        requireNonNull(code, "code");
        requireNonNull(reason, "reason");
    }
}
