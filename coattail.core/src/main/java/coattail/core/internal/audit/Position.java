// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

/**
 * A place in the chain.
 *
 * @param number of the record there, 0 before the first one
 * @param hash of that record, 64 hexadecimal digits
 */
record Position(long number, String hash) {
    /** Before the first record. */
    static final Position NOWHERE = new Position(0, "0".repeat(64));
}
