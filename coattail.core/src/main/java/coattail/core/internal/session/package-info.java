// SPDX-License-Identifier: Apache-2.0
/**
 * The protocol on one connection (docs/protocol.md) as a state machine without socket, thread, clock or randomness of
 * its own. {@link coattail.core.internal.session.Session} is its face.
 *
 * <p>{@code Lifecycle} has what concerns the connection as a whole; {@code SessionTable} says which frame is taken
 * when, and {@code Incoming} brings it there; {@code PeerStreams} and {@code OwnStreams} have the streams of each side;
 * {@code Writer} decides what leaves next.
 */
package coattail.core.internal.session;
