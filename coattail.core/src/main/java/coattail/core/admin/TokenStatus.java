// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token issued here.
 *
 * @param id its id (jti)
 * @param state whether it can be used now
 * @param issuedFor whom it was issued for: an instance id, or {@code *}
 * @param boundTo the instance id of the one key that may use it; empty while it is bound to none
 * @param boundName what that instance is called here; empty where it has no name or there is none
 * @param bearers who may use it besides
 * @param address the address that it leads to, as {@code host:port}
 * @param permissions what it allows
 * @param issued when it was issued
 * @param lastUsed when it was last accepted
 * @param connections on how many open connections it is in use
 */
public record TokenStatus(
        String id,
        State state,
        String issuedFor,
        Optional<String> boundTo,
        Optional<String> boundName,
        List<String> bearers,
        String address,
        Permissions permissions,
        Instant issued,
        Optional<Instant> lastUsed,
        int connections) {

    /** Whether a token can be used. */
    public enum State {
        VALID,
        NOT_YET_VALID,
        EXPIRED,
        REVOKED,
        /**
         * What it allows can't be read in the database, which is damaged; whoever holds it may still use it. Only
         * {@code id}, {@code issuedFor}, {@code boundTo} and the times are as they were then.
         */
        UNREADABLE
    }

    public TokenStatus {
        bearers = List.copyOf(bearers);
    }
}
