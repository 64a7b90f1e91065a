// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.session.Signer;

/** Signs with the identity. */
record KeySigner(InstanceKeys keys) implements Signer {
    @Override
    public byte[] publicKey() {
        return keys.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
        return keys.sign(message);
    }
}
