// SPDX-License-Identifier: Apache-2.0
/**
 * The peers of this instance and the connections to them: who they are, which connection serves a pair, when to dial
 * again, what a connection asks of the peer and serves to it.
 *
 * <p>All that belongs to one connection runs in its mailbox, one task at a time, and never blocks; what may block goes
 * to workers.
 */
package coattail.core.internal.peer;
