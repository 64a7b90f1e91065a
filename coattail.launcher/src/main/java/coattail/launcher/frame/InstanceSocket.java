// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where an instance's socket is. */
public final class InstanceSocket {
    /** The name of the socket in the instance's {@code work} directory. */
    public static final String NAME = "coattail.sock";

    /** A path to a socket has 108 bytes on Linux and 104 on macOS, the last of them zero. */
    private static final int LONGEST = 103;

    private InstanceSocket() {}

    /** Whether the path is short enough for the operating system. */
    public static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
