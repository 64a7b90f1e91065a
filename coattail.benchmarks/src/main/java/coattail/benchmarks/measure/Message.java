// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.nio.charset.StandardCharsets;

/** What is sent and comes back: the same in every series. */
public final class Message {
    /** 100 bytes. */
    public static final String JSON = "{\"sensor\":\"pump-7/inlet\",\"sequence\":1048576,\"celsius\":71.25,"
            + "\"valid\":true,\"note\":\"steady since dawn\"}";

    private Message() {}

    /** {@link #JSON} in UTF-8; a copy. */
    public static byte[] bytes() {
        return JSON.getBytes(StandardCharsets.UTF_8);
    }
}
