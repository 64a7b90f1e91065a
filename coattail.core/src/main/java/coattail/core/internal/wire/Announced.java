// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/**
 * What of a body its first frame has announced, CHUNKs being due.
 *
 * @param length how many bytes, from 1
 */
public record Announced(long length) implements Rest {}
