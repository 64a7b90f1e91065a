// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** The identity of this instance, as the opening of a connection needs it. */
public interface Signer {

    /** The raw Ed25519 public key, 32 bytes (RFC 8032). */
    byte[] publicKey();

    /** An Ed25519 signature, 64 bytes. */
    byte[] sign(byte[] message);
}
