// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.api.ErrorCode.AUTH_FAILED;
import static coattail.api.ErrorCode.AUTH_REQUIRED;
import static coattail.api.ErrorCode.FORBIDDEN;
import static coattail.api.ErrorCode.NO_SUCH_ACTION;
import static coattail.api.ErrorCode.PROTOCOL;
import static coattail.api.ErrorCode.UNSUPPORTED_TYPE;
import static coattail.core.internal.instance.Reaction.ANSWERED;
import static coattail.core.internal.instance.Reaction.CUT;
import static coattail.core.internal.instance.Reaction.HANDLED;
import static coattail.core.internal.instance.Reaction.LEAVES;
import static coattail.core.internal.instance.Reaction.TAKEN;
import static coattail.core.internal.instance.Reaction.closed;
import static coattail.core.internal.instance.Reaction.refused;

import coattail.core.internal.session.Role;

/**
 * The rules of docs/protocol.md, "Dispatch" and "Operations", and docs/security.md, "Authority", in short, and apart
 * from the code that keeps them: nothing here may ask that code.
 */
final class AuthorityRules {
    private AuthorityRules() {}

    /** @param role the hostile side's */
    static Reaction expected(Attempt attempt, Moment moment, Role role, Standing standing) {
        return switch (moment) {
            // A dialler that has said nothing can't be told anything: it speaks second.
            case SILENT -> role == Role.DIALLER ? closed(PROTOCOL) : CUT;
            case HELLO ->
                switch (attempt) {
                    case HELLO -> TAKEN;
                    case ERROR -> CUT;
                    default -> role == Role.DIALLER ? closed(PROTOCOL) : CUT;
                };
            case PROOF ->
                switch (attempt) {
                    case PROOF -> TAKEN;
                    case ERROR -> CUT;
                    default -> closed(PROTOCOL);
                };
            case PROVEN -> proven(attempt);
            case OPEN -> open(attempt, standing);
        };
    }

    private static Reaction proven(Attempt attempt) {
        return switch (attempt) {
            case AUTH, AUTH_REFERENCE, PING -> ANSWERED;
            case AUTH_STOLEN -> refused(AUTH_FAILED);
            case AUTH_OK, PONG, GOAWAY, ERROR_ENDED, CANCEL -> TAKEN;
            case ERROR -> CUT;
            default -> closed(PROTOCOL);
        };
    }

    private static Reaction open(Attempt attempt, Standing standing) {
        return switch (attempt) {
            case AUTH, AUTH_REFERENCE, PING -> ANSWERED;
            case AUTH_STOLEN -> refused(AUTH_FAILED);
            case REVOKE -> nothingHolds(standing) ? LEAVES : TAKEN; // without any grant a connection has no purpose
            case PONG, GOAWAY, RESPONSE -> TAKEN;
            case AUTH_OK, CREDIT, ERROR_ENDED, CANCEL, ACK, CHUNK, LOG -> TAKEN; // late, and so dropped
            case NOTIFY -> HANDLED; // whoever subscribes says by that who may notify
            case ERROR -> CUT;
            case HELLO,
                    PROOF,
                    AUTH_OK_TO_REQUEST,
                    AUTH_OK_OWN,
                    REVOKE_UNKNOWN,
                    CREDIT_UNOPENED,
                    ERROR_UNOPENED,
                    CANCEL_UNOPENED,
                    NOTIFY_TO_REQUEST,
                    NOTIFY_OWN,
                    ACK_UNOPENED,
                    RESPONSE_OWN,
                    CHUNK_UNASKED,
                    LOG_UNASKED,
                    UNDEFINED -> closed(PROTOCOL);
            case PERFORM_WITH_LOG -> refused(granted(standing) ? UNSUPPORTED_TYPE : AUTH_REQUIRED);
            case PERFORM, PERFORM_THEN_PUBLISH, PUBLISH, SUBSCRIBE, UNSUBSCRIBE, LIST, LIST_ONE, TRACE ->
                granted(standing) ? request(attempt, standing) : refused(AUTH_REQUIRED);
        };
    }

    private static Reaction request(Attempt attempt, Standing standing) {
        boolean covered = covered(standing);
        boolean offered = !standing.name.equals("ghost");
        return switch (attempt) {
            case PERFORM -> handled(covered && standing.performable(), offered);
            case PERFORM_THEN_PUBLISH -> handled(covered && standing.performable() && standing.publishable(), offered);
            case PUBLISH -> handled(covered && standing.publishable(), offered);
            case SUBSCRIBE -> covered && standing.subscribable() ? ANSWERED : refused(FORBIDDEN);
            case LIST_ONE -> {
                boolean known =
                        covered && (standing.performable() || standing.publishable() || standing.subscribable());
                yield known && offered ? ANSWERED : refused(known ? NO_SUCH_ACTION : FORBIDDEN);
            }
            case TRACE -> standing.trace() ? ANSWERED : refused(FORBIDDEN);
            default -> ANSWERED;
        };
    }

    private static Reaction handled(boolean permitted, boolean offered) {
        if (!permitted) {
            return refused(FORBIDDEN);
        }
        return offered ? HANDLED : refused(NO_SUCH_ACTION);
    }

    /** Whether nothing that this instance has granted on this connection holds. */
    private static boolean nothingHolds(Standing standing) {
        return switch (standing) {
            case NO_TOKEN, REVOKED, EXPIRED, VALIDATION_REMOVED, VALIDATION_EXPIRED -> true;
            default -> false;
        };
    }

    /** Whether the grant that is named holds on this connection. */
    private static boolean granted(Standing standing) {
        return !nothingHolds(standing) && standing != Standing.OTHER_CONNECTION && standing != Standing.OTHER_PEER;
    }

    /** Whether the names that were given cover the one that is tried. */
    private static boolean covered(Standing standing) {
        return switch (standing) {
            case OTHER_NAME, OTHER_NAME_GHOST, WILDCARD_RESERVED -> false;
            default -> true;
        };
    }
}
