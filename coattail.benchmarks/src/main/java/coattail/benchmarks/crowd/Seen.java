// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

/**
 * What a peer has seen of its token's being taken away: when, by {@link System#nanoTime()}; 0 for not at all.
 *
 * @param peer its number
 * @param lastServed when the last of its calls was sent that was served
 * @param refused when it was told, by REVOKE or first of all by a refused call, that it may do nothing any more
 * @param revoked when REVOKE came
 * @param leaving when GOAWAY came
 * @param closed when the connection was closed
 */
public record Seen(int peer, long lastServed, long refused, long revoked, long leaving, long closed) {}
