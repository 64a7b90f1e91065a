// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;

/** One connection, with its two sides and what is on the way between them. */
final class SimConnection {
    private static final int MAX_WRITE = 16_000;
    /** What the operating systems of both sides hold together. */
    private static final int CAPACITY = 128 << 10;

    private static final long LINGER = 2 * World.SECOND;

    private enum Kind {
        DATA,
        END,
        RESET
    }

    private static final class Parcel {
        final Kind kind;
        final ByteBuffer bytes;
        final long due;

        Parcel(Kind kind, ByteBuffer bytes, long due) {
            this.kind = kind;
            this.bytes = bytes;
            this.due = due;
        }

        int size() {
            return bytes == null ? 0 : bytes.remaining();
        }
    }

    private final Network network;
    private final World world;
    private final Side dialler;
    private final Side listener;

    SimConnection(Network network, Life dialling, byte[] diallerKey, Life listening, byte[] listenerKey) {
        this.network = network;
        this.world = network.world();
        this.dialler = new Side(dialling, diallerKey, listenerKey, network.address(listening.node()));
        this.listener = new Side(listening, listenerKey, diallerKey, network.address(dialling.node()));
        dialler.other = listener;
        listener.other = dialler;
    }

    void open(ConnectionAcceptor atDialler, ConnectionAcceptor atListener) {
        dialler.handler = atDialler.opened(dialler);
        listener.handler = atListener.opened(listener);
    }

    boolean joins(int one, int other) {
        int from = dialler.life.node();
        int to = listener.life.node();
        return (from == one && to == other) || (from == other && to == one);
    }

    /** Nothing more arrives for the moment, in either direction. */
    void hold() {
        dialler.hold();
        listener.hold();
    }

    void letGo() {
        dialler.letGo();
        listener.letGo();
    }

    /** What one side sends stays on the way for so long: the other doesn't read. */
    void stall(boolean fromDialler, long micros) {
        var side = fromDialler ? dialler : listener;
        side.hold();
        world.in(micros, side::letGo);
    }

    /**
     * One side reads slowly from now on.
     *
     * @param bytesPerSecond 0 for as fast as it comes
     */
    void slow(boolean fromDialler, int bytesPerSecond) {
        (fromDialler ? dialler : listener).bytesPerSecond = bytesPerSecond;
    }

    /** What one side sends never arrives any more, and nobody is told. */
    void halfOpen(boolean fromDialler) {
        (fromDialler ? dialler : listener).lost = true;
    }

    /** Whether something that was sent doesn't arrive. */
    boolean isSick() {
        return dialler.lost || listener.lost || dialler.held > 0 || listener.held > 0;
    }

    /** Both sides lose it, each when it notices. */
    void cut() {
        world.in(network.delay(), () -> dialler.ended("lost: the network was cut"));
        world.in(network.delay(), () -> listener.ended("lost: the network was cut"));
        dialler.drop();
        listener.drop();
    }

    /**
     * One life is over.
     *
     * @param power whether its operating system says nothing either
     */
    void died(Life life, boolean power) {
        for (var side : new Side[] {dialler, listener}) {
            if (side.life == life) {
                if (power) {
                    side.lost = true;
                    side.other.lost = true;
                } else if (!side.over) {
                    side.push(Kind.END, null);
                }
                side.over = true;
                side.closing = true;
                goneIfOver();
            }
        }
    }

    private void goneIfOver() {
        if (dialler.over && listener.over) {
            network.gone(this);
        }
    }

    private final class Side implements Connection {
        private final Life life;
        private final byte[] localKey;
        private final byte[] peerKey;
        private final InetSocketAddress remote;
        private Side other;
        private ConnectionHandler handler;
        private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
        private final Deque<Parcel> onTheWay = new ArrayDeque<>();
        private int unanswered;
        private int bytesOnTheWay;
        private int bytesPerSecond;
        private long lastDue;
        private int held;
        private boolean lost;
        private boolean closing;
        private boolean endOwed;
        private boolean over;

        Side(Life life, byte[] localKey, byte[] peerKey, InetSocketAddress remote) {
            this.life = life;
            this.localKey = localKey;
            this.peerKey = peerKey;
            this.remote = remote;
        }

        @Override
        public byte[] localKey() {
            return localKey.clone();
        }

        @Override
        public byte[] peerKey() {
            return peerKey.clone();
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return remote;
        }

        @Override
        public void write(ByteBuffer bytes) {
            if (closing || over || !life.alive()) {
                return;
            }
            if (bytes.remaining() < 1 || bytes.remaining() > MAX_WRITE) {
                world.broken("n" + life.node() + " writes " + bytes.remaining() + " bytes at once");
            }
            if (++unanswered > 2) {
                world.broken("n" + life.node() + " writes while two writes are unanswered");
            }
            unsent.add(bytes);
            accept();
        }

        private void accept() {
            while (!unsent.isEmpty() && bytesOnTheWay + unsent.peek().remaining() <= CAPACITY) {
                push(Kind.DATA, unsent.poll());
                world.in(world.between(5, 50), life.doing(this::answered));
            }
            if (endOwed && unsent.isEmpty()) {
                endOwed = false;
                push(Kind.END, null);
                world.in(world.between(5, 500), () -> ended("closed by this side"));
            }
        }

        private void answered() {
            unanswered--;
            if (!over && handler != null) {
                handler.written();
            }
        }

        private void push(Kind kind, ByteBuffer bytes) {
            int size = bytes == null ? 0 : bytes.remaining();
            long due = Math.max(world.now() + network.delay(), lastDue);
            if (bytesPerSecond > 0) {
                due += size * World.SECOND / bytesPerSecond;
            }
            lastDue = due;
            bytesOnTheWay += size;
            onTheWay.add(new Parcel(kind, bytes, due));
            if (onTheWay.size() == 1) {
                next();
            }
        }

        private void next() {
            var head = onTheWay.peek();
            if (head != null && held == 0 && !lost) {
                world.in(head.due - world.now(), () -> deliver(head));
            }
        }

        private void deliver(Parcel parcel) {
            if (held > 0 || lost || onTheWay.peek() != parcel) {
                return;
            }
            onTheWay.poll();
            bytesOnTheWay -= parcel.size();
            accept();
            next();
            other.take(parcel);
        }

        private void take(Parcel parcel) {
            if (over || !life.alive()) {
                return;
            }
            switch (parcel.kind) {
                case DATA -> {
                    if (!closing) {
                        world.note("bytes", life.node(), parcel.size());
                        received(parcel.bytes);
                    }
                }
                case END -> ended("closed by the other side");
                case RESET -> ended("lost: reset by the other side");
            }
        }

        /** Mostly as it was written, sometimes in two pieces. */
        private void received(ByteBuffer bytes) {
            int size = bytes.remaining();
            if (size > 1 && world.chance(0.1)) {
                int cut = 1 + world.below(size - 1);
                handler.received(copy(bytes, 0, cut));
                if (!over && !closing) {
                    handler.received(copy(bytes, cut, size - cut));
                }
            } else {
                handler.received(bytes);
            }
        }

        private static ByteBuffer copy(ByteBuffer bytes, int from, int length) {
            byte[] part = new byte[length];
            bytes.duplicate().position(bytes.position() + from).get(part);
            return ByteBuffer.wrap(part);
        }

        private void ended(String cause) {
            if (over) {
                return;
            }
            over = true;
            unsent.clear();
            goneIfOver();
            if (life.alive() && handler != null) {
                world.note("closed", life.node(), cause.length());
                handler.closed(cause);
            }
        }

        private void drop() {
            onTheWay.clear();
            bytesOnTheWay = 0;
            lost = true;
        }

        private void hold() {
            held++;
        }

        private void letGo() {
            held--;
            next();
        }

        @Override
        public void trusted() {
            // Everybody is admitted here.
        }

        @Override
        public void close() {
            if (closing || over) {
                return;
            }
            closing = true;
            endOwed = true;
            accept();
            world.in(LINGER, this::abortNow);
        }

        @Override
        public void abort() {
            if (over) {
                return;
            }
            closing = true;
            world.in(world.between(5, 500), this::abortNow);
        }

        private void abortNow() {
            if (over) {
                return;
            }
            endOwed = false;
            onTheWay.clear();
            bytesOnTheWay = 0;
            push(Kind.RESET, null);
            ended("aborted by this side");
        }
    }
}
