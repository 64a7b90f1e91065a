// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A validation token.
 *
 * @param id its id (jti)
 * @param state whether its key may use what lists it now
 * @param instanceId the instance whose key it is
 * @param name what that instance is called here; empty where it has no name
 * @param fingerprint of the key, {@code sha256/...}, as that instance's operator sees it in {@code info}
 * @param issued when it was issued
 * @param notBefore from when
 * @param expires until when; empty for ever
 * @param added when it was added here; empty for one just issued here
 * @param tokens the ids of the tokens issued here that list it and aren't revoked or expired
 * @param connections on how many open connections one of them is in use by its key
 */
public record ValidationStatus(
        String id,
        State state,
        String instanceId,
        Optional<String> name,
        String fingerprint,
        Instant issued,
        Instant notBefore,
        Optional<Instant> expires,
        Optional<Instant> added,
        List<String> tokens,
        int connections) {

    /** Whether a validation token can be used. */
    public enum State {
        VALID,
        NOT_YET_VALID,
        EXPIRED,
        REMOVED,
        /**
         * What it says can't be read in the database, which is damaged; it counts for nobody. Its fingerprint is empty,
         * and its times are when it was added.
         */
        UNREADABLE
    }

    public ValidationStatus {
        tokens = List.copyOf(tokens);
    }
}
