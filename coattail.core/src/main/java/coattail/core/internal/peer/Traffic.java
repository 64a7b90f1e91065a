// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

import coattail.core.internal.session.Channel;
import coattail.core.spi.Connection;

/** A session's way out, and how much went and came. Belongs to the connection's mailbox. */
final class Traffic implements Channel {
    private final Connection connection;
    private long received;
    private long sent;

    Traffic(Connection connection) {
        this.connection = requireNonNull(connection, "connection");
    }

    void received(int bytes) {
        received += bytes;
    }

    long received() {
        return received;
    }

    long sent() {
        return sent;
    }

    @Override
    public void write(ByteBuffer bytes) {
        sent += bytes.remaining();
        connection.write(bytes);
    }

    @Override
    public void close() {
        connection.close();
    }
}
