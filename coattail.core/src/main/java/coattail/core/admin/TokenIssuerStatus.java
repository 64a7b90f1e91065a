// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

/**
 * Who issues the tokens of this instance, as their holders find it in them.
 *
 * @param id this instance's id, the issuer and audience of its tokens
 * @param name what its operator calls it
 * @param publicKey its identity: the raw Ed25519 key in base64url, 43 characters
 * @param fingerprint the key that whoever dials has to find there, {@code sha256/...}
 * @param address where holders dial, as {@code host:port}
 * @param signingKey the id of the key that signs new tokens, the {@code kid} of their header
 */
public record TokenIssuerStatus(
        String id, String name, String publicKey, String fingerprint, String address, String signingKey) {}
