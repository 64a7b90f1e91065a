// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/**
 * The frames of an {@link Attempt}, well-formed as far as the moment lets them be: what is refused is not refused for
 * their form.
 */
final class AttemptFrames {
    private static final int END = 0x01;
    private static final int ACK_REQ = 0x04;
    private static final int WANT_LOG = 0x08;
    private static final int THEN_PUBLISH = 0x10;
    private static final int JSON = 2;
    private static final String SEQUENCE = "0000000000000001";
    private static final String ID = "000102030405060708090a0b0c0d0e0f";
    private static final String CREDIT = "00010000";
    private static final String CANCELLED = "0205";

    private final RawPeer peer;
    private final Moment moment;
    private final String name;
    private final String grant;
    private final String cell;

    /**
     * @param name what it is about
     * @param grant the number of the grant to name
     * @param cell what the body says, so that it is known again wherever it comes to
     */
    AttemptFrames(RawPeer peer, Moment moment, String name, int grant, String cell) {
        this.peer = peer;
        this.moment = moment;
        this.name = name;
        this.grant = "%04x".formatted(grant);
        this.cell = cell;
    }

    /** An id that no other cell has. */
    static String idOf(String cell) {
        return HexFormat.of().toHexDigits(cell.hashCode() & 0xFFFF_FFFFL)
                + HexFormat.of().toHexDigits((long) cell.length());
    }

    /**
     * A request, or an AUTH, on a stream.
     *
     * @param token the token of an AUTH
     * @param reference the id of the token, for an AUTH that refers to one
     */
    RawFrame opening(Attempt attempt, long stream, String token, byte[] reference) {
        return switch (attempt) {
            case AUTH, AUTH_STOLEN -> HostileSide.auth(stream, token);
            case AUTH_REFERENCE -> HostileSide.auth(stream, reference);
            case PERFORM -> call(FrameType.PERFORM, stream, 0);
            case PERFORM_THEN_PUBLISH -> call(FrameType.PERFORM, stream, THEN_PUBLISH);
            case PERFORM_WITH_LOG -> call(FrameType.PERFORM, stream, WANT_LOG);
            case PUBLISH -> call(FrameType.PUBLISH, stream, 0);
            case SUBSCRIBE ->
                RawFrame.of(FrameType.SUBSCRIBE, stream)
                        .tag(0x12, grant)
                        .name(0x20, name)
                        .name(0x21, "receiver")
                        .tag(0x22, idOf(cell))
                        .tag(0x33, CREDIT)
                        .tag(0x34, CREDIT);
            case UNSUBSCRIBE -> request(FrameType.UNSUBSCRIBE, stream).tag(0x22, idOf(cell));
            case LIST -> request(FrameType.LIST, stream);
            case LIST_ONE -> request(FrameType.LIST, stream).name(0x20, name);
            case TRACE -> request(FrameType.TRACE, stream).tag(0x80, "00" + ID + "0011223344556677" + "01");
            default -> throw new IllegalArgumentException(attempt + " opens no stream");
        };
    }

    private RawFrame request(FrameType type, long stream) {
        return RawFrame.of(type, stream).flags(END).tag(0x12, grant);
    }

    private RawFrame call(FrameType type, long stream, int flags) {
        return RawFrame.of(type, stream)
                .flags(END | flags)
                .tag(0x12, grant)
                .name(0x20, name)
                .body(JSON, json());
    }

    private byte[] json() {
        return ("\"" + cell + "\"").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What opens no stream.
     *
     * @param spent a stream of the peer's that has ended
     * @param undefined the type that isn't defined
     */
    byte[] other(Attempt attempt, long spent, int undefined) throws InterruptedException {
        return switch (attempt) {
            case HELLO -> peer.hello();
            case PROOF -> peer.proof();
            default -> frame(attempt, spent, undefined).bytes();
        };
    }

    private RawFrame frame(Attempt attempt, long spent, int undefined) throws InterruptedException {
        return switch (attempt) {
            case AUTH_OK -> authOk(theirs(FrameType.AUTH, Moment.PROVEN));
            case AUTH_OK_TO_REQUEST -> authOk(theirs(FrameType.UNSUBSCRIBE, Moment.OPEN));
            case AUTH_OK_OWN -> authOk(peer.stream());
            case REVOKE -> revoke(1);
            case REVOKE_UNKNOWN -> revoke(7);
            case PING -> RawFrame.of(FrameType.PING, 0);
            case PONG -> RawFrame.of(FrameType.PONG, 0);
            case CREDIT -> credit(spent);
            case CREDIT_UNOPENED -> credit(peer.unopened());
            case GOAWAY -> RawFrame.of(FrameType.GOAWAY, 0).tag(0x30, "0007").tag(0x32, "00000000");
            case ERROR -> error(0);
            case ERROR_ENDED -> error(spent);
            case ERROR_UNOPENED -> error(peer.unopened());
            case CANCEL -> RawFrame.of(FrameType.CANCEL, spent).flags(END);
            case CANCEL_UNOPENED ->
                RawFrame.of(FrameType.CANCEL, peer.unopened()).flags(END);
            case NOTIFY -> event(theirs(FrameType.SUBSCRIBE, Moment.OPEN));
            case NOTIFY_TO_REQUEST -> event(theirs(FrameType.UNSUBSCRIBE, Moment.OPEN));
            case NOTIFY_OWN -> event(peer.stream());
            case ACK -> ack(spent);
            case ACK_UNOPENED -> ack(peer.unopened());
            case RESPONSE -> response(theirs(FrameType.UNSUBSCRIBE, Moment.OPEN));
            case RESPONSE_OWN -> response(peer.stream());
            case CHUNK -> chunk(spent);
            case CHUNK_UNASKED -> chunk(theirs(FrameType.UNSUBSCRIBE, Moment.OPEN));
            case LOG -> log(spent);
            case LOG_UNASKED -> log(theirs(FrameType.UNSUBSCRIBE, Moment.OPEN));
            case UNDEFINED -> RawFrame.of(undefined, peer.stream());
            default -> throw new IllegalArgumentException(attempt + " opens a stream");
        };
    }

    /** The stream of a request of the other side's; one that it hasn't opened where it can't have made it yet. */
    private long theirs(FrameType type, Moment from) throws InterruptedException {
        return moment.isBefore(from) ? peer.unopenedOfTheOther() : peer.streamOf(type);
    }

    private static RawFrame authOk(long stream) {
        return RawFrame.of(FrameType.AUTH_OK, stream).flags(END).tag(0x12, "0009");
    }

    private static RawFrame revoke(int number) {
        return RawFrame.of(FrameType.REVOKE, 0)
                .tag(0x12, "%04x".formatted(number))
                .tag(0x30, "0104");
    }

    private static RawFrame credit(long stream) {
        return RawFrame.of(FrameType.CREDIT, stream).tag(0x33, "00000001");
    }

    private static RawFrame error(long stream) {
        return RawFrame.of(FrameType.ERROR, stream).tag(0x30, CANCELLED);
    }

    private static RawFrame ack(long stream) {
        return RawFrame.of(FrameType.ACK, stream).tag(0x26, SEQUENCE).tag(0x35, "00");
    }

    private static RawFrame chunk(long stream) {
        return RawFrame.of(FrameType.CHUNK, stream).flags(END).body(3, new byte[] {1});
    }

    private static RawFrame log(long stream) {
        return RawFrame.of(FrameType.LOG, stream).tag(0x36, "01").body(4, new byte[] {'a'});
    }

    private static RawFrame response(long stream) {
        return RawFrame.of(FrameType.RESPONSE, stream).flags(END);
    }

    /**
     * The answer to a SUBSCRIBE.
     *
     * @param cell another epoch begins with each
     */
    static RawFrame subscribed(long stream, String cell) {
        return RawFrame.of(FrameType.RESPONSE, stream)
                .tag(0x26, SEQUENCE)
                .tag(0x37, "00000000")
                .tag(0x3A, idOf(cell));
    }

    private RawFrame event(long stream) {
        return RawFrame.of(FrameType.NOTIFY, stream)
                .flags(ACK_REQ)
                .tag(0x25, ID)
                .tag(0x26, SEQUENCE)
                .body(JSON, json());
    }
}
