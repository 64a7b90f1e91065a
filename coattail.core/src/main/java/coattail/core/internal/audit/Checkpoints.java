// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

import coattail.core.internal.identity.Ed25519;

/**
 * Signs and checks checkpoints with the instance's identity key. What is signed begins with words of its own, so that
 * no checkpoint can pass for a proof or a token, nor one of those for a checkpoint.
 *
 * @param instanceId whose log it is
 * @param publicKey the raw public identity key
 * @param signer signs with the identity key
 */
record Checkpoints(String instanceId, byte[] publicKey, UnaryOperator<byte[]> signer) {
    private static final byte[] CONTEXT = "coattail/1 audit checkpoint\0".getBytes(StandardCharsets.US_ASCII);

    Checkpoints {
        requireNonNull(instanceId, "instanceId");
        requireNonNull(publicKey, "publicKey");
        requireNonNull(signer, "signer");
    }

    /** The signature for a record of these bytes, which say what stands before it, in base64url. */
    String sign(byte[] record) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signer.apply(message(record)));
    }

    /** Whether a record carries the right signature. */
    boolean verify(RecordFormat.Signed record) {
        try {
            return Ed25519.verify(
                    publicKey, message(record.bytes()), Base64.getUrlDecoder().decode(record.signature()));
        } catch (IllegalArgumentException e) {
            return false; // not base64url: nothing that was ever signed here
        }
    }

    private byte[] message(byte[] record) {
        byte[] id = instanceId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(CONTEXT.length + id.length + 1 + record.length)
                .put(CONTEXT)
                .put(id)
                .put((byte) 0)
                .put(record)
                .array();
    }
}
