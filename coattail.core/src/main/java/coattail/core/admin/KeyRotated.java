// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the exchange of a key did.
 *
 * @param signing the key that signs from now on
 * @param dropped the id of the key that verifies no more; empty if all do that did before
 * @param revoked the ids of the tokens that were revoked with it
 * @param connections how many grants on open connections were ended
 * @param verifying the keys that signed before and still verify
 */
public record KeyRotated(
        KeyStatus signing, Optional<String> dropped, List<String> revoked, int connections, List<KeyStatus> verifying) {
    public KeyRotated {
        requireNonNull(signing, "signing");
        requireNonNull(dropped, "dropped");
        revoked = List.copyOf(revoked);
        verifying = List.copyOf(verifying);
    }
}
