// SPDX-License-Identifier: Apache-2.0
/**
 * Frames and their meaning (docs/protocol.md): bytes to {@link coattail.core.internal.wire.Message messages} and back.
 *
 * <p>Each frame has one codec, and what it must and may carry is a row of {@code FrameRule}. Nothing here knows in
 * which order frames come, or allocates by what an unchecked header says.
 */
package coattail.core.internal.wire;
