// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Another instance, known by a token that one of the two issued to the other.
 *
 * @param id its instance id
 * @param name the name that the operator gave it, or one made from its id; unique
 * @param held the token held from it
 * @param added when it became known
 * @param lastSeen when it was last connected, empty for never
 */
public record PeerRecord(String id, String name, Optional<HeldToken> held, Instant added, Optional<Instant> lastSeen) {
    public PeerRecord {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(held, "held");
        requireNonNull(added, "added");
        requireNonNull(lastSeen, "lastSeen");
    }
}
