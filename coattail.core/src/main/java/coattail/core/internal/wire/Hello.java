// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/**
 * HELLO: what a side says of itself (docs/protocol.md, "Opening").
 *
 * @param nonce 32 bytes
 * @param publicKey its identity, a raw Ed25519 key of 32 bytes
 * @param boot names its process
 * @param maxMessage the largest body that it takes, in bytes
 * @param maxStreams how many requests of the other side may be under way
 * @param agent what it says it is; may be empty
 */
public record Hello(byte[] nonce, byte[] publicKey, Id16 boot, int maxMessage, int maxStreams, String agent) {}
