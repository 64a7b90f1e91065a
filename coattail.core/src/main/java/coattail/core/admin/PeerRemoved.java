// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

/**
 * What the removing of a peer did.
 *
 * @param id the peer's instance id
 * @param name its name
 * @param subscriptions how many subscriptions at it were ended
 * @param told whether it knows of their end; true where there were none
 * @param revoked the tokens that were revoked
 * @param stillValid tokens bound to it or issued for it that still hold
 */
public record PeerRemoved(
        String id, String name, int subscriptions, boolean told, List<String> revoked, List<String> stillValid) {
    public PeerRemoved {
        revoked = List.copyOf(revoked);
        stillValid = List.copyOf(stillValid);
    }
}
