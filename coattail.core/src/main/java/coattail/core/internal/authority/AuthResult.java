// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import coattail.api.ErrorCode;

/** What became of a token that was shown. */
public sealed interface AuthResult {

    /**
     * It was accepted.
     *
     * @param grant registered; to be released when the connection is gone
     */
    record Accepted(Grant grant) implements AuthResult {}

    /**
     * It was refused.
     *
     * @param code what to tell the other side
     * @param detail one line to tell the other side
     * @param reason one line that says the truth, for the log; nothing in it comes from a stranger
     * @param boundKey whether the token is bound to the proven key, so that the other side was told the truth
     */
    record Refused(ErrorCode code, String detail, String reason, boolean boundKey) implements AuthResult {}
}
