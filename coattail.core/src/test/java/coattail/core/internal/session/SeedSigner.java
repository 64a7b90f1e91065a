// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.Arrays;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An identity from a seed. */
final class SeedSigner implements Signer {
    private final byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

    private SeedSigner(int each) {
        Arrays.fill(seed, (byte) each);
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    }

    static SeedSigner of(int each) {
        return new SeedSigner(each);
    }

    byte[] seed() {
        return seed.clone();
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
