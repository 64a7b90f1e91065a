// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

import coattail.core.spi.Connection;

/** Sends parts in order with at most two writes unanswered, as a connection asks for. */
public final class Outgoing {
    private static final int UNANSWERED = 2;
    private final Queue<ByteBuffer> parts = new ArrayDeque<>();
    private int unanswered;

    public synchronized void add(byte[] part) {
        parts.add(ByteBuffer.wrap(part));
    }

    /** Begins. */
    public synchronized void start(Connection connection) {
        go(connection);
    }

    /** Goes on after a write was answered. */
    public synchronized void answered(Connection connection) {
        unanswered--;
        go(connection);
    }

    private void go(Connection connection) {
        while (unanswered < UNANSWERED && !parts.isEmpty()) {
            unanswered++;
            connection.write(parts.remove());
        }
    }
}
