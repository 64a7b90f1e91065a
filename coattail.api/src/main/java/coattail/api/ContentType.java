// SPDX-License-Identifier: Apache-2.0
package coattail.api;

/** What the bytes of a {@link Payload} are. */
public enum ContentType {
    /** There is no body. */
    NONE,
    /** JSON text in UTF-8 (RFC 8259). */
    JSON,
    /** Bytes of no stated kind. */
    OPAQUE,
    /** Plain text in UTF-8. */
    TEXT
}
