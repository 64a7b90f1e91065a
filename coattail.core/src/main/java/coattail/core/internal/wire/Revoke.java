// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/**
 * REVOKE: a grant has ended.
 *
 * @param grant the issuer's number of it
 * @param failure why
 */
public record Revoke(int grant, Failure failure) {}
