// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import coattail.api.InstanceRef;
import coattail.core.internal.subscribe.PublisherLink;

/** The way to the peers, as calls need it. Safe for use by several threads; doesn't block. */
public interface Peering {

    /**
     * The peer of a name, id or prefix of an id.
     *
     * @throws coattail.api.CoattailException NOT_CONNECTED if there is none, or more than one
     */
    InstanceRef resolve(String nameOrId);

    /**
     * The connection to a peer on which this instance has a grant.
     *
     * @throws coattail.api.CoattailException NOT_CONNECTED if there is none, saying why
     */
    PublisherLink link(InstanceRef peer);
}
