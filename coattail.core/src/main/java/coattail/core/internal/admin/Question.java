// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.net.InetAddress;
import java.util.Optional;

import coattail.api.InstanceRef;
import coattail.core.admin.PeerOperation;
import coattail.core.internal.authority.Gate;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.token.NameSet;
import coattail.core.internal.token.Permissions;

/**
 * May this peer do that?
 *
 * @param address where its connection comes from; empty while it has none
 */
record Question(InstanceRef peer, PeerOperation operation, String name, Optional<InetAddress> address) {

    /** The thumbprint of the peer's key. */
    String key() {
        return InstanceId.thumbprintOf(peer.id());
    }

    /** Whether permissions allow it. */
    boolean isCoveredBy(Permissions permissions) {
        var asked =
                switch (operation) {
                    case PERFORM -> Operation.PERFORM;
                    case PUBLISH -> Operation.PUBLISH;
                    case SUBSCRIBE -> Operation.SUBSCRIBE;
                };
        return Gate.check(permissions, asked, name).allowed();
    }

    /** The names among which it is looked for. */
    NameSet names(Permissions permissions) {
        return switch (operation) {
            case PERFORM -> permissions.performable();
            case PUBLISH -> permissions.publishable();
            case SUBSCRIBE -> permissions.subscribable();
        };
    }

    /** What a token calls these names. */
    String list() {
        return switch (operation) {
            case PERFORM -> "performable";
            case PUBLISH -> "publishable";
            case SUBSCRIBE -> "subscribable";
        };
    }
}
