// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** How far a connection has come (docs/protocol.md, "Opening"). */
enum Phase {
    /** The other side's PREFACE and HELLO are due. */
    HELLO,
    /** Its PROOF is due. */
    PROOF,
    /** It has proven its identity; no token was accepted yet, in either direction. */
    PROVEN,
    /** A token was accepted. */
    OPEN
}
