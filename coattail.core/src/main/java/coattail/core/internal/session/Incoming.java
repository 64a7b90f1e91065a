// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.api.ErrorCode;
import coattail.core.internal.session.SessionTable.Entry;
import coattail.core.internal.wire.CancelCodec;
import coattail.core.internal.wire.CreditCodec;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.PingCodec;
import coattail.core.internal.wire.ProtocolException;

/** Brings each frame to where the {@link SessionTable} says that it belongs. */
final class Incoming {

    /** What concerns the connection and not a stream. */
    interface ConnectionFrames {
        void hello(Frame frame) throws ProtocolException;

        void proof(Frame frame) throws ProtocolException;

        void revoke(Frame frame) throws ProtocolException;

        void pong();

        void goAway(Frame frame) throws ProtocolException;

        /** The other side has ended the connection, and said why. */
        void ended(Failure failure);
    }

    private final Role role;
    private final PeerStreams peers;
    private final OwnStreams own;
    private final Writer writer;
    private final ConnectionFrames connection;

    Incoming(Role role, PeerStreams peers, OwnStreams own, Writer writer, ConnectionFrames connection) {
        this.role = role;
        this.peers = peers;
        this.own = own;
        this.writer = writer;
        this.connection = connection;
    }

    void take(Frame frame, Phase phase, long now) throws ProtocolException {
        FrameType type = frame.type();
        Entry entry = SessionTable.entry(type);
        if (entry == null) {
            throw misplaced("no frame has type " + Integer.toHexString(frame.typeNumber()));
        }
        if (!entry.phases().contains(phase)) {
            throw misplaced(type + " isn't taken in phase " + phase);
        }
        switch (entry.place()) {
            case CONNECTION -> {
                require(frame.stream() == 0, frame);
                ofConnection(type, frame);
            }
            case NEW -> {
                require(isPeers(frame), frame);
                peers.open(frame, now);
            }
            case OWN -> {
                require(isOwn(frame), frame);
                ofOwn(type, frame);
            }
            case PEERS -> {
                require(isPeers(frame), frame);
                ofPeers(type, frame);
            }
            case STREAM -> {
                require(frame.stream() != 0, frame);
                ofStream(type, frame);
            }
            case ANYWHERE -> error(frame);
            case ENDED -> require(frame.stream() != 0 && hasEnded(frame), frame);
        }
    }

    private void ofConnection(FrameType type, Frame frame) throws ProtocolException {
        switch (type) {
            case HELLO -> connection.hello(frame);
            case PROOF -> connection.proof(frame);
            case REVOKE -> connection.revoke(frame);
            case PING -> {
                PingCodec.checkPing(frame);
                writer.pong();
            }
            case PONG -> {
                PingCodec.checkPong(frame);
                connection.pong();
            }
            case GOAWAY -> connection.goAway(frame);
            default -> throw new IllegalStateException("the table sends " + type + " here");
        }
    }

    private void ofOwn(FrameType type, Frame frame) throws ProtocolException {
        switch (type) {
            case AUTH_OK, RESPONSE -> own.answered(frame);
            case NOTIFY -> own.event(frame);
            default -> throw new IllegalStateException("the table sends " + type + " here");
        }
    }

    private void ofPeers(FrameType type, Frame frame) throws ProtocolException {
        switch (type) {
            case CANCEL -> {
                CancelCodec.check(frame);
                peers.ended(frame);
            }
            case ACK -> peers.acknowledged(frame);
            default -> throw new IllegalStateException("the table sends " + type + " here");
        }
    }

    private void ofStream(FrameType type, Frame frame) throws ProtocolException {
        switch (type) {
            case CREDIT -> credit(frame);
            case CHUNK -> {
                if (isOwn(frame)) {
                    own.chunk(frame);
                } else {
                    peers.chunk(frame);
                }
            }
            default -> throw new IllegalStateException("the table sends " + type + " here");
        }
    }

    private void credit(Frame frame) throws ProtocolException {
        CreditCodec.Credit credit = CreditCodec.decode(frame);
        if (isOwn(frame)) {
            own.credited(frame, credit);
        } else {
            peers.credited(frame, credit);
        }
    }

    private void error(Frame frame) throws ProtocolException {
        Failure failure = ErrorCodec.decode(frame);
        if (frame.stream() == 0) {
            connection.ended(failure);
        } else if (isOwn(frame)) {
            own.failed(frame, failure);
        } else {
            peers.ended(frame);
        }
    }

    private boolean hasEnded(Frame frame) throws ProtocolException {
        return isOwn(frame) ? own.find(frame) == null : peers.hasEnded(frame);
    }

    /** The dialler's streams are odd. */
    private boolean isOwn(Frame frame) {
        return frame.stream() != 0 && (frame.stream() % 2 == 1) == (role == Role.DIALLER);
    }

    private boolean isPeers(Frame frame) {
        return frame.stream() != 0 && !isOwn(frame);
    }

    private static void require(boolean rightStream, Frame frame) throws ProtocolException {
        if (!rightStream) {
            throw misplaced(frame.type() + " isn't taken on stream " + frame.stream());
        }
    }

    private static ProtocolException misplaced(String detail) {
        return new ProtocolException(ErrorCode.PROTOCOL, detail);
    }
}
