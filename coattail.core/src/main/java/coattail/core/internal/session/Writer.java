// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.PingCodec;
import coattail.core.internal.wire.Wire;

/**
 * What goes out, in which order: control frames first, then a frame of each stream in turn. Frames that are ready
 * together leave in one write, since a write costs more than the frames in it, and few writes are under way, since what
 * waits in a transport can't be overtaken any more (docs/protocol.md, "Writing").
 */
final class Writer {
    /** The most writes under way. */
    private static final int MOST_WRITES = 2;

    /** Writes what a stream has to say when it is its turn. */
    interface Turns {

        /** @return whether the stream wants another turn */
        boolean take(Turn turn, FrameWriter out, long now);
    }

    /** A frame that goes before those of the streams' turns. */
    interface Control {
        void write(FrameWriter out);

        /** Whether it counts among those of which a peer may let only so many wait. */
        default boolean counts() {
            return true;
        }
    }

    private final Channel channel;
    private final Deque<Control> controls = new ArrayDeque<>();
    private final Line turns = new Line();
    private final FrameWriter batch = new FrameWriter();
    private int counted;
    private int underWay;
    private boolean pingWaits;
    private boolean pongWaits;
    private boolean stopped;

    Writer(Channel channel) {
        this.channel = channel;
    }

    void control(Control frame) {
        controls.add(frame);
        if (frame.counts()) {
            counted++;
        }
    }

    /** One PING in line is enough. */
    void ping() {
        if (!pingWaits) {
            pingWaits = true;
            control(out -> {
                pingWaits = false;
                PingCodec.encodePing(out);
            });
        }
    }

    /** One PONG answers every PING that came before it. */
    void pong() {
        if (!pongWaits) {
            pongWaits = true;
            control(out -> {
                pongWaits = false;
                PingCodec.encodePong(out);
            });
        }
    }

    /** Gives a stream a turn, unless it waits for one already. */
    void turn(Turn turn) {
        if (turn.line != turns) {
            turns.add(turn);
        }
    }

    /** Control frames in line, without those that credit bounds. */
    int waitingControls() {
        return counted;
    }

    /** The streams that wait for their turn, in order; a copy. */
    List<Turn> turns() {
        return turns.toList();
    }

    /** Takes their turns from all streams; control frames stay. */
    void dropTurns() {
        turns.clear();
    }

    /** Forgets a frame that was begun and not ended, which is what an exception may leave. */
    void dropUnfinished() {
        batch.dropUnfinished();
    }

    /** Whether everything has been given to the channel. */
    boolean isEmpty() {
        return controls.isEmpty() && turns.isEmpty() && batch.size() == 0;
    }

    void written() {
        if (underWay > 0) {
            underWay--;
        }
    }

    /** Not to be called from within itself. */
    void flush(long now, Turns streams) {
        while (!stopped && underWay < MOST_WRITES) {
            fill(now, streams);
            if (batch.size() == 0 || stopped) {
                return;
            }
            ByteBuffer bytes = batch.take();
            underWay++;
            channel.write(bytes);
        }
    }

    /** Writes nothing any more. */
    void stop() {
        stopped = true;
        controls.clear();
        counted = 0;
    }

    private void fill(long now, Turns streams) {
        while (batch.size() <= Wire.MAX_WRITE - Wire.HEADER) {
            Control control = controls.poll();
            if (control != null) {
                counted -= control.counts() ? 1 : 0;
                control.write(batch);
                continue;
            }
            Turn turn = turns.poll();
            if (turn == null) {
                return;
            }
            if (streams.take(turn, batch, now)) {
                turn(turn);
            }
        }
    }
}
