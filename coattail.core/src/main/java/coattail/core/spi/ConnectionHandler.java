// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.nio.ByteBuffer;

/**
 * What the core wants to be told of a connection. Calls for one connection come one at a time and in order, on an I/O
 * thread that must not be blocked.
 */
public interface ConnectionHandler {

    /**
     * Bytes have come.
     *
     * @param bytes at least one byte; the buffer belongs to the handler from now on
     */
    void received(ByteBuffer bytes);

    /** The bytes of the oldest {@link Connection#write} that wasn't answered yet are with the operating system. */
    void written();

    /**
     * The connection is closed; the last call.
     *
     * @param cause one line that says why for the log, e.g. "closed by the other side"
     */
    void closed(String cause);
}
