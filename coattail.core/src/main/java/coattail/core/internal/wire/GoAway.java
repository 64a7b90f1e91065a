// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/**
 * GOAWAY: the sender opens no stream any more and takes none.
 *
 * @param failure why, and when to dial again
 * @param lastStream the highest of the receiver's streams that was taken, 0 for none
 */
public record GoAway(Failure failure, long lastStream) {}
