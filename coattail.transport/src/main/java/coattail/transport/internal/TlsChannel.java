// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over a stream of bytes, without socket or thread: records go in by {@link #feed}, what they mean comes out of
 * {@link #next}, records to send go to a sink.
 *
 * <p>{@code feed} and {@code next} belong to one thread. {@code send} and {@code close} may come from any: the lock
 * makes the order in which records are sealed the order in which the sink gets them. It is a leaf: the sink must only
 * queue.
 *
 * <p>MINA's own filter isn't used: it hands a handshake's work to threads that never end, over a queue without bound,
 * leaves the session open when that work fails and bytes undelivered that came with the handshake's last ones.
 */
final class TlsChannel {
    /** What records to send hold: what TLS itself has to say, or what one {@link #send} was given. */
    enum Content {
        TLS,
        DATA
    }

    /** What came of the bytes that were fed. */
    sealed interface Event permits Plain, Work, Secured, Ended {}

    /** Bytes of the other side's application, at least one; the buffer is the receiver's. */
    record Plain(ByteBuffer bytes) implements Event {}

    /**
     * Work that may take some milliseconds: run it on any thread, then call {@link #worked} and go on with
     * {@link #next}.
     */
    record Work(Runnable task) implements Event {}

    /** The handshake is complete on this side. */
    record Secured(SSLSession session) implements Event {}

    /** The other side sends no more. */
    record Ended() implements Event {}

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HEADER = 5;
    private static final int FIRST_CONTENT_TYPE = 20;
    private static final int LAST_CONTENT_TYPE = 23;
    /** RFC 8446, 5.2: 2^14 bytes of content and up to 256 of sealing. */
    private static final int MAX_RECORD = 16_384 + 256;
    /** What the other side may send ahead while its handshake is worked on; honest ones send nothing then. */
    private static final int MAX_AHEAD = 128 * 1024;

    private final SSLEngine engine;
    private final BiConsumer<ByteBuffer, Content> sink;
    private ByteBuffer input = NOTHING;

    private boolean working;
    private boolean finished;
    private boolean securedTold;
    private boolean endedTold;

    /** @param sink gets records to send; called with the lock held */
    TlsChannel(SSLEngine engine, BiConsumer<ByteBuffer, Content> sink) {
        this.engine = engine;
        this.sink = sink;
    }

    /** Begins; the dialler's first flight goes out with the next {@link #next}. */
    synchronized void start() throws SSLException {
        engine.beginHandshake();
    }

    /** Takes bytes that have come; the buffer is the channel's from now on. */
    synchronized void feed(ByteBuffer bytes) throws SSLException {
        if (!input.hasRemaining()) {
            input = bytes;
            return;
        }
        int added = bytes.remaining();
        int held = input.limit();
        if (input.remaining() + added > MAX_AHEAD) {
            throw new SSLException("too much was sent before the handshake was complete");
        }
        if (input.isReadOnly() || input.capacity() - held < added) {
            input = ByteBuffer.allocate(Math.max(2 * input.remaining(), input.remaining() + added))
                    .put(input)
                    .flip();
            held = input.limit();
        }
        input.limit(held + added);
        input.put(held, bytes, bytes.position(), added);
    }

    /** What comes next of what was fed; null if that is all for now. */
    synchronized Event next() throws SSLException {
        while (true) {
            if (finished && !securedTold) {
                securedTold = true;
                return new Secured(engine.getSession());
            }
            if (working) {
                return null;
            }
            var status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                working = true;
                return new Work(this::work);
            }
            if (status == HandshakeStatus.NEED_WRAP) {
                if (!wrapFlight()) {
                    return null;
                }
                continue;
            }
            if (engine.isInboundDone()) {
                return ended();
            }
            int length = recordLength();
            if (length < 0 || input.remaining() < length) {
                return null;
            }
            var plain = ByteBuffer.allocate(length);
            var result = unwrap(plain);
            if (plain.flip().hasRemaining()) {
                return new Plain(plain);
            }
            if (result.bytesConsumed() == 0 && engine.getHandshakeStatus() == status && !engine.isInboundDone()) {
                throw new SSLException("a record of " + length + " bytes makes no progress");
            }
        }
    }

    /** Says that the work of {@link Work} is done. */
    synchronized void worked() {
        working = false;
    }

    /** Seals and sends bytes of this side's application. */
    synchronized void send(ByteBuffer bytes) throws SSLException {
        while (bytes.hasRemaining() && !engine.isOutboundDone()) {
            var record = wrap(bytes);
            if (!record.hasRemaining()) {
                throw new SSLException("nothing can be sent");
            }
            // A record of TLS's own may come first, to renew the keys.
            sink.accept(record, bytes.hasRemaining() ? Content.TLS : Content.DATA);
        }
    }

    /** Sends what is left to say of TLS itself, an alert or the end. Nothing can be sent after it. */
    synchronized void close() throws SSLException {
        engine.closeOutbound();
        wrapFlight();
    }

    private void work() {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private Event ended() {
        if (endedTold) {
            return null;
        }
        endedTold = true;
        return new Ended();
    }

    private SSLEngineResult unwrap(ByteBuffer plain) throws SSLException {
        var result = engine.unwrap(input, plain);
        note(result);
        if (!input.hasRemaining()) {
            input = NOTHING;
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a record holds more than its length");
        }
        return result;
    }

    /** Sends the records of one flight in one piece; false if there was none. */
    @SuppressWarnings("ByteBufferBackingArray") // wrap has just made it, over an array of its own
    private boolean wrapFlight() throws SSLException {
        var records = new ByteArrayOutputStream();
        try {
            ByteBuffer record;
            do {
                record = wrap(NOTHING);
                records.write(record.array(), 0, record.remaining());
            } while (record.hasRemaining() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        } finally {
            // Also when it fails: the alert that says why is among them.
            if (records.size() > 0) {
                sink.accept(ByteBuffer.wrap(records.toByteArray()), Content.TLS);
            }
        }
        return records.size() > 0;
    }

    private ByteBuffer wrap(ByteBuffer source) throws SSLException {
        // The engine insists on room for the largest record, whatever it has to seal.
        var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        note(engine.wrap(source, record));
        record.flip();
        return record.remaining() > record.capacity() / 2
                ? record
                : ByteBuffer.wrap(Arrays.copyOf(record.array(), record.remaining()));
    }

    private void note(SSLEngineResult result) {
        finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }

    /** The length of the first record with its header; -1 if not even that is there. */
    private int recordLength() throws SSLException {
        if (input.remaining() < HEADER) {
            return -1;
        }
        int at = input.position();
        int type = input.get(at) & 0xff;
        int length = input.getShort(at + 3) & 0xffff;
        if (type < FIRST_CONTENT_TYPE || type > LAST_CONTENT_TYPE || input.get(at + 1) != 3 || length > MAX_RECORD) {
            throw new SSLException("what has come is not TLS");
        }
        return HEADER + length;
    }
}
