// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Another instance's public key, as that instance said and the operator believed. No secret.
 *
 * @param jti the id of the token that said so, 22 characters of base64url
 * @param instanceId the instance whose key it is
 * @param claims the token's payload, JSON as it was signed; at most 4 000 characters
 * @param state whether it holds
 * @param added when it was added
 */
public record ValidationToken(String jti, String instanceId, String claims, State state, Instant added) {

    /** Whether a validation token holds; that it has expired shows from its claims. */
    public enum State {
        ACTIVE,
        REMOVED
    }

    public ValidationToken {
        requireNonNull(jti, "jti");
        requireNonNull(instanceId, "instanceId");
        requireNonNull(claims, "claims");
        requireNonNull(state, "state");
        requireNonNull(added, "added");
    }
}
