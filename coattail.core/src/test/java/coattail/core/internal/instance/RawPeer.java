// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import coattail.api.ErrorCode;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.session.PeerHello;
import coattail.core.internal.session.Role;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameDecoder;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.RawFrame;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;

/**
 * The other end of one connection, which opens it as far as it is told to, as is right, and then says whatever frames
 * it is given. It hears all that is said to it and takes none of it to heart.
 */
final class RawPeer extends HandPeer {
    private static final int PREFACE = 8;
    private static final int HEADER = 12;
    /** What a transport takes in one write. */
    private static final int MOST_AT_ONCE = 16_000;

    /**
     * What has come.
     *
     * @param type {@code null} for the end of the connection
     * @param code of an ERROR, otherwise {@code null}
     * @param content the whole frame in hexadecimal, but for its stream
     */
    record Heard(FrameType type, long stream, ErrorCode code, String content) {
        static final Heard END = new Heard(null, 0, null, "");

        static Heard of(Frame frame) throws ProtocolException {
            var code =
                    frame.type() == FrameType.ERROR ? ErrorCodec.decode(frame).code() : null;
            var hex = HexFormat.of().formatHex(frame.toByteArray());
            return new Heard(frame.type(), frame.stream(), code, hex.substring(0, 16) + hex.substring(24));
        }

        boolean isEnd() {
            return type == null;
        }
    }

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    /** The first stream that came with a frame of a type. */
    private final Map<FrameType, Long> streams = new EnumMap<>(FrameType.class);

    /** What was heard before. */
    private final List<Heard> past = new ArrayList<>();

    private final FrameDecoder decoder = new FrameDecoder();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final ByteArrayOutputStream opening = new ByteArrayOutputStream();
    private Connection connection;
    private Role role;
    private Moment goal;
    private int said;
    private int unanswered;
    private int prefaceLeft = PREFACE;
    private boolean proven;
    private boolean ended;
    private long next;

    RawPeer(InstanceKeys keys, Moment goal) {
        super(keys);
        this.goal = goal;
        decoder.opened();
    }

    @Override
    synchronized ConnectionHandler opened(Connection opened, Role as) {
        connection = opened;
        role = as;
        next = as == Role.DIALLER ? 1 : 2;
        super.opened(opened, as);
        notifyAll();
        return this;
    }

    /** Waits until the connection is where it was to be opened to. */
    synchronized RawPeer reached() throws InterruptedException {
        await("the opening doesn't get as far as " + goal, this::isThere);
        return this;
    }

    private boolean isThere() {
        return connection != null
                && toSay() == said
                && (goal.isBefore(Moment.PROOF) || hasProof())
                && (goal.isBefore(Moment.PROVEN) || proven);
    }

    /** Goes on with the opening, from what was said on. */
    synchronized void goOn(Moment further) {
        goal = further;
        sayOpening();
    }

    /** How much of the opening is to be said; -1 as long as that can't be known. */
    private int toSay() {
        byte[] bytes = opening.toByteArray();
        return switch (goal) {
            case SILENT -> 0;
            case HELLO -> bytes.length < PREFACE ? -1 : PREFACE;
            case PROOF -> bytes.length < PREFACE ? -1 : PREFACE + frameLength(bytes, PREFACE);
            case PROVEN, OPEN -> bytes.length;
        };
    }

    private boolean hasProof() {
        byte[] bytes = opening.toByteArray();
        return bytes.length > PREFACE && bytes.length > PREFACE + frameLength(bytes, PREFACE);
    }

    private static int frameLength(byte[] bytes, int at) {
        return HEADER + (ByteBuffer.wrap(bytes).getInt(at) >>> 8);
    }

    /** This side's HELLO; where it can't know it yet, one that is like it. */
    synchronized byte[] hello() {
        byte[] bytes = opening.toByteArray();
        return bytes.length == 0
                ? RawFrame.of(FrameType.HELLO, 0)
                        .tag(0x01, "00".repeat(32))
                        .tag(0x02, "00".repeat(32))
                        .tag(0x03, "00".repeat(16))
                        .tag(0x06, "01001000000200000400")
                        .tag(0x07, "00000000")
                        .bytes()
                : Arrays.copyOfRange(bytes, PREFACE, PREFACE + frameLength(bytes, PREFACE));
    }

    /** This side's PROOF; where it can't know it yet, one that is like it. */
    synchronized byte[] proof() {
        byte[] bytes = opening.toByteArray();
        int at = bytes.length == 0 ? 0 : PREFACE + frameLength(bytes, PREFACE);
        return at == bytes.length
                ? RawFrame.of(FrameType.PROOF, 0).tag(0x04, "00".repeat(64)).bytes()
                : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /** Says what the session would have said next, which is this; the opening is that much further. */
    synchronized void sayNext(byte[] ofOpening) {
        said += ofOpening.length;
        say(ofOpening);
    }

    /** A stream of this side's that wasn't used before. */
    synchronized long stream() {
        long stream = next;
        next += 2;
        return stream;
    }

    /** A stream of this side's that wasn't opened. */
    synchronized long unopened() {
        return next;
    }

    /** A stream of the other side's that it hasn't opened. */
    long unopenedOfTheOther() {
        return role == Role.DIALLER ? 1_000 : 1_001;
    }

    RawPeer say(RawFrame frame) {
        return say(frame.bytes());
    }

    synchronized RawPeer say(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += MOST_AT_ONCE) {
            waiting.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + MOST_AT_ONCE)));
        }
        sayWaiting();
        return this;
    }

    private void sayWaiting() {
        while (unanswered < 2 && !waiting.isEmpty()) {
            unanswered++;
            connection.write(ByteBuffer.wrap(waiting.poll()));
        }
    }

    /** The next that comes. */
    Heard hear() throws InterruptedException {
        var next = heard.poll(TestInstance.SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing more comes after " + past);
        }
        past.add(next);
        return next;
    }

    /** Waits for the next answer: a RESPONSE or ERROR, or the end. */
    Heard hearNext() throws InterruptedException {
        return hearFirst(frame -> frame.type() == FrameType.RESPONSE || frame.type() == FrameType.ERROR);
    }

    /** Waits for the first frame that comes now on a stream, for an ERROR on stream 0, or for the end. */
    Heard hear(long stream) throws InterruptedException {
        return hearFirst(frame -> frame.stream() == stream);
    }

    /** Waits for a PONG, for an ERROR on stream 0, or for the end. */
    Heard hearPong() throws InterruptedException {
        return hearFirst(frame -> frame.type() == FrameType.PONG);
    }

    /** Whether the other side has taken leave, as far as was heard. */
    boolean leaves() {
        return past.stream().anyMatch(frame -> frame.type() == FrameType.GOAWAY);
    }

    /** Waits for an ERROR on stream 0, or for the end. */
    Heard hearEnd() throws InterruptedException {
        return hearFirst(frame -> false);
    }

    private Heard hearFirst(Predicate<Heard> wanted) throws InterruptedException {
        while (true) {
            var next = hear();
            if (next.isEnd() || wanted.test(next) || (next.stream() == 0 && next.type() == FrameType.ERROR)) {
                return next;
            }
        }
    }

    /** Ends the connection and waits until it is. */
    synchronized void end() throws InterruptedException {
        connection.close();
        await("the connection doesn't end", () -> ended);
    }

    // What the session says is kept, and said as far as the opening is to go.

    @Override
    public synchronized void write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        opening.writeBytes(copy);
        run(session -> session.written(System.nanoTime() / 1_000_000));
        sayOpening();
    }

    private void sayOpening() {
        int until = toSay();
        if (until > said) {
            byte[] part = Arrays.copyOfRange(opening.toByteArray(), said, until);
            said = until;
            say(part);
        }
        notifyAll();
    }

    @Override
    public synchronized void proven(PeerHello peer) {
        proven = true;
        notifyAll();
    }

    @Override
    public synchronized void written() {
        unanswered--;
        sayWaiting();
    }

    @Override
    public void received(ByteBuffer bytes) {
        var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        boolean more;
        synchronized (this) {
            more = !proven;
        }
        if (more) {
            super.received(bytes);
        }
        int skipped = Math.min(prefaceLeft, copy.remaining());
        prefaceLeft -= skipped;
        copy.position(skipped);
        copy.order(ByteOrder.BIG_ENDIAN);
        try {
            for (Frame frame = decoder.next(copy); frame != null; frame = decoder.next(copy)) {
                note(Heard.of(frame));
            }
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void note(Heard frame) {
        streams.putIfAbsent(frame.type(), frame.stream());
        heard.add(frame);
        notifyAll();
    }

    /** The stream on which the first frame of a type came, or comes. */
    synchronized long streamOf(FrameType type) throws InterruptedException {
        await("no " + type + " comes", () -> streams.containsKey(type));
        return streams.get(type);
    }

    private void await(String what, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestInstance.SECONDS);
        while (!holds.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(what + " after " + past + " and " + heard);
            }
            wait(left);
        }
    }

    @Override
    public void closed(String cause) {
        super.closed(cause);
        heard.add(Heard.END);
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    @Override
    public void closed(Optional<Failure> failure) {
        // What counts is the end of the connection.
    }

    @Override
    public void close() {
        // The session has had enough; this side hasn't.
    }

    @Override
    public void authenticate(coattail.core.internal.session.Inbound stream, Message.Request credential) {
        // It is answered by hand.
    }
}
