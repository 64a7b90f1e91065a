// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;

/** What a session needs of its connection. */
public interface Channel {

    /** Sends 1 to 16 000 bytes; answered by {@link Session#written}. */
    void write(ByteBuffer bytes);

    /** Closes once everything written has been sent. */
    void close();
}
