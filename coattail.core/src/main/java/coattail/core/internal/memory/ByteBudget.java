// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.memory;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that an instance may hold for its peers: bodies that nobody has consumed yet, and events that wait. Counts
 * bytes and holds none; whoever takes some gives them back. Safe for use by several threads, without a lock.
 */
public final class ByteBudget {
    private final Quota total;
    private final long mostOfOne;
    private final ConcurrentHashMap<String, Share> shares = new ConcurrentHashMap<>();

    /**
     * @param total how many bytes there are, from 1
     * @param mostOfOne how many of them may be on account of one peer, from 1
     */
    public ByteBudget(long total, long mostOfOne) {
        this.total = new Quota(total);
        this.mostOfOne = Quota.check(mostOfOne);
    }

    /** The budget of an instance with so much heap: a quarter of it, and an eighth of that for one peer. */
    public static ByteBudget ofHeap(long heapBytes) {
        return new ByteBudget(Math.max(8, heapBytes / 4), Math.max(1, heapBytes / 32));
    }

    /** How many bytes there are. */
    public long total() {
        return total.most();
    }

    /** How many are taken; more than there are where {@link Share#take} was used. */
    public long taken() {
        return total.taken();
    }

    /** Whether nothing more is to be had. */
    public boolean exhausted() {
        return total.taken() >= total.most();
    }

    /** Takes bytes that are on nobody's account, all or none. */
    public boolean tryTake(long bytes) {
        return total.tryTake(bytes);
    }

    /** Gives back what {@link #tryTake} took. */
    public void give(long bytes) {
        total.give(bytes);
    }

    /** The account of a peer, the same for all who ask for it until each of them has closed it. */
    public Share share(String peerId) {
        return shares.compute(requireNonNull(peerId, "peerId"), (id, share) -> {
            var open = share == null ? new Share(id) : share;
            open.users++;
            return open;
        });
    }

    /** What is on account of one peer. */
    public final class Share implements AutoCloseable {
        private final String peerId;
        private final Quota own = new Quota(mostOfOne);
        /** Guarded by the map's entry. */
        private int users;

        private Share(String peerId) {
            this.peerId = peerId;
        }

        /** Takes bytes from the budget on this account, all or none. */
        public boolean tryTake(long bytes) {
            if (!own.tryTake(bytes)) {
                return false;
            }
            if (total.tryTake(bytes)) {
                return true;
            }
            own.give(bytes);
            return false;
        }

        /** Takes bytes even where there are none left: they are here already. */
        public void take(long bytes) {
            own.take(bytes);
            total.take(bytes);
        }

        /** Gives back what {@link #tryTake} or {@link #take} took. */
        public void give(long bytes) {
            own.give(bytes);
            total.give(bytes);
        }

        /** Puts bytes on this account that the budget knows of already, since they are shared with other peers. */
        public boolean tryCharge(long bytes) {
            return own.tryTake(bytes);
        }

        /** Takes back what {@link #tryCharge} put on the account. */
        public void discharge(long bytes) {
            own.give(bytes);
        }

        /** Whether nothing more is to be had, on this account or at all. */
        public boolean exhausted() {
            return own.taken() >= own.most() || ByteBudget.this.exhausted();
        }

        /** Tells that this user won't use it any more. To be called once by each. */
        @Override
        public void close() {
            shares.computeIfPresent(peerId, (id, share) -> {
                if (share != this) {
                    return share;
                }
                users--;
                return users == 0 ? null : this;
            });
        }
    }

    private static final class Quota {
        private final long most;
        private final AtomicLong taken = new AtomicLong();

        Quota(long most) {
            this.most = check(most);
        }

        static long check(long most) {
            if (most < 1) {
                throw new IllegalArgumentException("a budget has at least 1 byte, not " + most);
            }
            return most;
        }

        long most() {
            return most;
        }

        long taken() {
            return taken.get();
        }

        boolean tryTake(long bytes) {
            long before = taken.get();
            while (before <= most - bytes) {
                if (taken.compareAndSet(before, before + bytes)) {
                    return true;
                }
                before = taken.get();
            }
            return false;
        }

        void take(long bytes) {
            taken.addAndGet(bytes);
        }

        void give(long bytes) {
            if (taken.addAndGet(-bytes) < 0) {
                throw new IllegalStateException("more bytes were given back than taken");
            }
        }
    }
}
