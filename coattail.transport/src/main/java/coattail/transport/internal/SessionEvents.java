// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.util.Optional;
import java.util.function.Function;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;

/** Hands what MINA tells of a session to its connection. */
final class SessionEvents extends IoHandlerAdapter {
    private static final AttributeKey CONNECTION = new AttributeKey(SessionEvents.class, "connection");
    private final Function<IoSession, Optional<TlsConnection>> connections;

    /**
     * @param connections makes the connection of a session that has just opened; none closes the session, before
     *     anything of TLS has been thought of
     */
    SessionEvents(Function<IoSession, Optional<TlsConnection>> connections) {
        this.connections = connections;
    }

    @Override
    public void sessionCreated(IoSession session) {
        IoThreads.reclaimName();
    }

    @Override
    public void sessionOpened(IoSession session) {
        connections
                .apply(session)
                .ifPresentOrElse(
                        connection -> {
                            session.setAttribute(CONNECTION, connection);
                            connection.start();
                        },
                        session::closeNow);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        var connection = of(session);
        if (connection != null) {
            connection.received(((IoBuffer) message).buf());
        }
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        of(session).sent();
    }

    @Override
    public void inputClosed(IoSession session) {
        var connection = of(session);
        if (connection == null) {
            session.closeNow();
        } else {
            connection.inputEnded();
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable failure) {
        var connection = of(session);
        if (connection == null) {
            session.closeNow();
        } else {
            connection.failed(failure);
        }
    }

    @Override
    public void sessionClosed(IoSession session) {
        var connection = of(session);
        if (connection != null) {
            connection.ended();
        }
    }

    private static TlsConnection of(IoSession session) {
        return (TlsConnection) session.getAttribute(CONNECTION);
    }
}
