// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

/**
 * Verifies Ed25519 signatures (RFC 8032, 5.1.7) strictly. By Bouncy Castle's lightweight implementation, which with all
 * checks costs a third of what the JDK's does; no provider is installed.
 */
public final class Ed25519 {
    /** How long a raw public key is. */
    public static final int PUBLIC_KEY_BYTES = org.bouncycastle.math.ec.rfc8032.Ed25519.PUBLIC_KEY_SIZE;
    /** How long a signature is. */
    public static final int SIGNATURE_BYTES = org.bouncycastle.math.ec.rfc8032.Ed25519.SIGNATURE_SIZE;

    private Ed25519() {}

    /**
     * Whether a signature is that of a key under a message. A key that isn't canonically encoded or lies outside the
     * group of prime order is refused, since under such a key one signature can fit many messages; so is a signature
     * that isn't canonically encoded, or whose first half, R, lies outside that group: Bouncy Castle takes what is
     * right up to the cofactor, others don't, and whether a signature verifies mustn't hang on who looks.
     *
     * @param publicKey the raw public key; of another length than 32 bytes it verifies nothing
     * @param signature of another length than 64 bytes it is wrong
     */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return isValidKey(publicKey)
                && signature.length == SIGNATURE_BYTES
                && isInGroup(signature)
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                        signature, 0, publicKey, 0, message, 0, message.length);
    }

    /** Whether a raw public key is canonically encoded and generates the group of prime order. */
    public static boolean isValidKey(byte[] publicKey) {
        return publicKey.length == PUBLIC_KEY_BYTES && isInGroup(publicKey);
    }

    /** Whether the first 32 bytes are the one encoding of a point that generates the group of prime order. */
    private static boolean isInGroup(byte[] point) {
        return org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(point, 0);
    }
}
