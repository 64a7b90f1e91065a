// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.random.RandomGenerator;

import coattail.core.internal.wire.Id16;

/**
 * What sessions of one instance share.
 *
 * @param signer the identity
 * @param boot names this process
 * @param maxMessage the largest body that this side takes, in bytes
 * @param maxStreams how many requests of the other side may be under way
 * @param agent what to say in AGENT
 * @param random where nonces come from; a secure one but under test
 */
public record SessionConfig(
        Signer signer, Id16 boot, int maxMessage, int maxStreams, String agent, RandomGenerator random) {}
