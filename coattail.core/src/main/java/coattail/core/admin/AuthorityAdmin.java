// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import org.osgi.annotation.versioning.ProviderType;

/** What peers may do here. */
@ProviderType
public interface AuthorityAdmin {

    /**
     * Whether a peer would be allowed something now, by the same checks that its requests pass. Limits aren't looked
     * at, nor whether anything goes by that name. Changes nothing, and the peer learns nothing of it.
     *
     * @param peer a peer's name, its id or a prefix of that
     * @throws coattail.api.CoattailException BAD_INPUT if there is no such peer, or what is given isn't a name
     */
    AuthorityExplanation explain(String peer, PeerOperation operation, String name);
}
