// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.session.Signer;

/** The key of one simulated instance, which it has for its identity and its tokens: the same in each run. */
record SimKey(byte[] seed, byte[] publicKey, String id, byte[] spki, String tokenKeyId) implements Signer {
    private static final Map<Integer, SimKey> MADE = new ConcurrentHashMap<>();

    static SimKey of(int number) {
        return MADE.computeIfAbsent(number, SimKey::make);
    }

    private static SimKey make(int number) {
        byte[] seed =
                ByteBuffer.allocate(Ed25519.SECRET_KEY_SIZE).putInt(number).array();
        byte[] raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, raw, 0);
        return new SimKey(seed, raw, InstanceId.ofKey(raw), InstanceId.toSpki(raw), InstanceId.thumbprint(raw));
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
