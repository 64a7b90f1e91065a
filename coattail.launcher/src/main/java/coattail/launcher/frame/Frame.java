// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import java.nio.charset.StandardCharsets;

/**
 * One frame.
 *
 * @param type what it is
 * @param payload its bytes; not copied
 */
public record Frame(FrameType type, byte[] payload) {

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
