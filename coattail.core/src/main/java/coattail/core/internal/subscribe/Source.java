// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.function.Function;

import coattail.api.InstanceRef;

/**
 * What a subscription joins.
 *
 * @param peerId the publisher's instance id
 * @param names how this instance calls it at the moment
 */
record Source(String peerId, String action, String receiver, Function<String, InstanceRef> names) {

    InstanceRef publisher() {
        return names.apply(peerId);
    }

    @Override
    public String toString() {
        return "'" + action + "' of " + publisher().name() + " -> '" + receiver + "'";
    }
}
