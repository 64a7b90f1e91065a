// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.token.KeyRing;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.ValidationIssuer;

/** What issues this instance's tokens. */
record Issuers(TokenIssuer tokens, ValidationIssuer validations) {

    static Issuers of(InstanceKeys keys, KeyRing ring, Ports ports) {
        return new Issuers(
                new TokenIssuer(
                        keys.instanceId(), keys.pin(), ring, ports.store().tokens(), ports.wall(), ports.random()),
                new ValidationIssuer(keys, ports.wall(), ports.random()));
    }
}
