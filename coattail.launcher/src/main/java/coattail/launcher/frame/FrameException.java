// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import java.io.IOException;

/** What came isn't a frame, or not one that may come here. */
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1L;

    public FrameException(String message) {
        super(message);
    }
}
