// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.core.internal.wire.Id16;

/**
 * What the other side proved and said of itself.
 *
 * @param publicKey its raw Ed25519 identity key, 32 bytes, proven
 * @param boot names its process
 * @param maxMessage the largest body that it takes, in bytes
 * @param maxStreams how many requests of this side it lets be under way
 * @param agent what it says it is; may be empty; untrusted text
 */
public record PeerHello(byte[] publicKey, Id16 boot, int maxMessage, int maxStreams, String agent) {}
