// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.Arrays;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An identity from a seed. */
record SeedSigner(byte[] seed) implements Signer {

    static SeedSigner of(int each) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        Arrays.fill(seed, (byte) each);
        return new SeedSigner(seed);
    }

    @Override
    public byte[] publicKey() {
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
