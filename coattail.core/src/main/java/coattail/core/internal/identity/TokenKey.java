// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A key that signs tokens; objects of the JDK.
 *
 * @param id the thumbprint of its public half, the {@code kid} of what it signs
 * @param privateKey its private half
 * @param publicKey its public half
 */
public record TokenKey(String id, PrivateKey privateKey, PublicKey publicKey) {
    public TokenKey {
        requireNonNull(id, "id");
        requireNonNull(privateKey, "privateKey");
        requireNonNull(publicKey, "publicKey");
    }

    static TokenKey of(PrivateKeyPair pair) {
        return new TokenKey(InstanceId.thumbprint(pair.publicKey()), pair.jdkPrivateKey(), pair.jdkPublicKey());
    }

    /** The public half as it is in a signature's equation, 32 bytes. */
    byte[] rawPublicKey() {
        return InstanceId.fromSpki(publicKey.getEncoded())
                .orElseThrow(() -> new IllegalStateException("a key of another kind than Ed25519"));
    }

    @Override
    public String toString() {
        return "TokenKey[" + id + "]";
    }
}
