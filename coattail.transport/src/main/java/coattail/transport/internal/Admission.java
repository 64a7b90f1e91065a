// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import coattail.core.spi.AdmissionLimits;

/**
 * Decides who gets as far as TLS, whose handshake costs milliseconds of CPU, while this costs nothing.
 *
 * <p>An address is known for 24 h after a connection from it was last trusted. Of each figure a quarter (rounded down)
 * is kept for known addresses: others together, or one of them where the figure is one address's, get the rest at most.
 *
 * <p>What is remembered has a bound: an address that isn't known is forgotten once it has no connection that is being
 * opened and a second has gone by since the last one came in, so there are at most as many as connections may be opened
 * and let in in two seconds; and of the known ones the {@value #MAX_KNOWN} latest are kept.
 */
final class Admission {
    /** How long an address stays known. */
    private static final long KNOWN_NANOS = TimeUnit.HOURS.toNanos(24);

    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_KNOWN = 16_384;

    private final LongSupplier nanoTime;
    private final Map<AddressKey, Address> addresses = new HashMap<>();
    private final KnownAddresses known = new KnownAddresses();
    private final RateLimit rate;
    private final RateLimit strangersRate;
    private AdmissionLimits limits;
    private int opening;
    private int strangersOpening;
    private int open;
    private int strangersOpen;
    private long sweptAt;

    /** @param nanoTime as {@link System#nanoTime()} */
    Admission(AdmissionLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        sweptAt = now;
        rate = new RateLimit(limits.perSecond(), now);
        strangersRate = new RateLimit(forStrangers(limits.perSecond()), now);
    }

    /** Sets what holds from now on; nobody who is in is put out. */
    synchronized void limits(AdmissionLimits changed) {
        limits = changed;
    }

    /**
     * Lets a connection in or not.
     *
     * @throws RefusedException if not
     */
    synchronized Place admit(InetAddress from) throws RefusedException {
        long now = nanoTime.getAsLong();
        sweep(now);
        var key = AddressKey.of(from);
        boolean stranger = !known.contains(key, now);
        var address = addresses.get(key);
        if (address == null) {
            address = new Address(new RateLimit(share(limits.perSecondPerAddress(), stranger), now));
        }
        requireRoom(address, stranger, now);

        addresses.put(key, address);
        address.opening++;
        address.rate.take(now);
        rate.take(now);
        open++;
        opening++;
        if (stranger) {
            strangersRate.take(now);
            strangersOpen++;
            strangersOpening++;
        }
        return new Place(key, address, stranger);
    }

    /** How many addresses are remembered, for tests of the bound. */
    synchronized int remembered() {
        return addresses.size() + known.size();
    }

    private void requireRoom(Address address, boolean stranger, long now) throws RefusedException {
        require(
                open < limits.connections() && (!stranger || strangersOpen < forStrangers(limits.connections())),
                "too many connections are open");
        require(
                opening < limits.opening() && (!stranger || strangersOpening < forStrangers(limits.opening())),
                "too many connections are being opened");
        require(
                address.opening < share(limits.openingPerAddress(), stranger),
                "too many connections are being opened from this address");
        require(
                address.rate.allows(share(limits.perSecondPerAddress(), stranger), now),
                "too many connections a second come from this address");
        require(
                rate.allows(limits.perSecond(), now)
                        && (!stranger || strangersRate.allows(forStrangers(limits.perSecond()), now)),
                "too many connections a second come");
    }

    private static void require(boolean met, String otherwise) throws RefusedException {
        if (!met) {
            throw new RefusedException(otherwise);
        }
    }

    private static int share(int figure, boolean stranger) {
        return stranger ? forStrangers(figure) : figure;
    }

    private static int forStrangers(int figure) {
        return figure - figure / 4;
    }

    private void sweep(long now) {
        if (now - sweptAt >= SWEEP_NANOS) {
            sweptAt = now;
            addresses.values().removeIf(address -> address.opening == 0 && address.rate.isIdle(now));
        }
    }

    /** Why a connection isn't let in, in words for this side's log. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** What a connection takes up. */
    final class Place {
        private final AddressKey key;
        private final Address address;
        private boolean stranger;
        private boolean trusted;
        private boolean left;

        private Place(AddressKey key, Address address, boolean stranger) {
            this.key = key;
            this.address = address;
            this.stranger = stranger;
        }

        /** The connection is no longer being opened, and its address is known. */
        void trusted() {
            synchronized (Admission.this) {
                if (trusted || left) {
                    return;
                }
                trusted = true;
                opened();
                if (stranger) {
                    strangersOpen--;
                    stranger = false;
                }
                known.add(key, nanoTime.getAsLong());
            }
        }

        /** The connection has ended. Idempotent. */
        void leave() {
            synchronized (Admission.this) {
                if (left) {
                    return;
                }
                left = true;
                open--;
                if (trusted) {
                    known.add(key, nanoTime.getAsLong());
                    return;
                }
                opened();
                if (stranger) {
                    strangersOpen--;
                }
            }
        }

        private void opened() {
            opening--;
            address.opening--;
            if (stranger) {
                strangersOpening--;
            }
        }
    }

    private static final class Address {
        private final RateLimit rate;
        private int opening;

        Address(RateLimit rate) {
            this.rate = rate;
        }
    }

    /** When a connection of an address was last trusted, the oldest first. */
    private static final class KnownAddresses {
        private final LinkedHashMap<AddressKey, Long> since = new LinkedHashMap<>();

        boolean contains(AddressKey key, long now) {
            var last = since.get(key);
            return last != null && now - last < KNOWN_NANOS;
        }

        void add(AddressKey key, long now) {
            since.remove(key);
            since.put(key, now);
            var oldest = since.entrySet().iterator();
            while (oldest.hasNext()) {
                var next = oldest.next();
                if (since.size() <= MAX_KNOWN && now - next.getValue() < KNOWN_NANOS) {
                    return;
                }
                oldest.remove();
            }
        }

        int size() {
            return since.size();
        }
    }
}
