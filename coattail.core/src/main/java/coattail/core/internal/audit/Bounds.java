// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import coattail.core.internal.work.TokenBucket;

/**
 * How much of the disk peers can fill: a rate for each of them, so that one doesn't crowd out what the others do, and a
 * rate for all. What is beyond is counted. No lock; what is kept of peers is bounded.
 */
final class Bounds {
    /** Of one peer, or one address that nothing is known of. */
    static final int SHARE_BURST = 30;

    static final Duration SHARE_EACH = Duration.ofSeconds(10);

    private static final int MOST_SHARES = 1_024;
    private static final String OTHERS = "others";
    private static final int IPV6_SITE = 8;

    /** What is counted against which rate. */
    private enum Lane {
        /** What is refused: strangers can cause it. */
        REFUSALS(1_000, Duration.ofSeconds(2)),
        /** What is granted: a peer can ask for it again and again. The burst is the most connections there can be. */
        GRANTS(10_000, Duration.ofSeconds(1));

        private final int burst;
        private final Duration each;

        Lane(int burst, Duration each) {
            this.burst = burst;
            this.each = each;
        }
    }

    private final LongSupplier nanos;
    private final Map<Lane, Rates> lanes = new EnumMap<>(Lane.class);
    private final Map<AuditKind, LongAdder> bounded = counters();
    private final Map<AuditKind, LongAdder> lost = counters();

    /** @param nanos as {@link System#nanoTime()} */
    Bounds(LongSupplier nanos) {
        this.nanos = nanos;
        for (var lane : Lane.values()) {
            lanes.put(lane, new Rates(lane));
        }
    }

    /** Whether there is room for an event; one that there is none for is counted. */
    boolean admit(AuditEvent event) {
        var lane = lane(event);
        if (lane.isEmpty() || lanes.get(lane.get()).admit(key(event))) {
            return true;
        }
        bounded.get(event.kind()).increment();
        return false;
    }

    /** Counts an event that could not be written. */
    void lost(AuditEvent event) {
        lost.get(event.kind()).increment();
    }

    /** What was left out since this was asked last; empty if nothing was. */
    Optional<AuditEvent> leftOut() {
        var event = AuditEvent.of(AuditKind.LEFT_OUT, Outcome.ALLOWED);
        for (var kind : AuditKind.values()) {
            event = count(event, "beyond the bound: " + kind.word(), bounded.get(kind));
            event = count(event, "not written: " + kind.word(), lost.get(kind));
        }
        event = event.with("most refusals", lanes.get(Lane.REFUSALS).sweep());
        event = event.with("most grants", lanes.get(Lane.GRANTS).sweep());
        return event.about().isEmpty() ? Optional.empty() : Optional.of(event);
    }

    private static AuditEvent count(AuditEvent event, String name, LongAdder counter) {
        long count = counter.sumThenReset();
        return count == 0 ? event : event.with(name, count);
    }

    private static Optional<Lane> lane(AuditEvent event) {
        return switch (event.kind()) {
            case AUTHENTICATE -> Optional.of(event.outcome() == Outcome.REFUSED ? Lane.REFUSALS : Lane.GRANTS);
            case GATE -> Optional.of(Lane.REFUSALS);
            case GRANT_END, SUBSCRIBE, UNSUBSCRIBE -> Optional.of(Lane.GRANTS);
            default -> Optional.empty();
        };
    }

    /** Keys cost a stranger nothing, addresses do: so who was refused counts by where he comes from. */
    private static String key(AuditEvent event) {
        boolean stranger = event.kind() == AuditKind.AUTHENTICATE && event.outcome() == Outcome.REFUSED;
        return stranger ? site(event.from()) : event.peer();
    }

    /** An address, of IPv6 the first half, since the other half is anybody's to choose. */
    private static String site(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            Arrays.fill(bytes, IPV6_SITE, bytes.length, (byte) 0);
            return Inet6Address.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            return OTHERS; // no address: it was made up
        }
    }

    private static Map<AuditKind, LongAdder> counters() {
        var counters = new EnumMap<AuditKind, LongAdder>(AuditKind.class);
        for (var kind : AuditKind.values()) {
            counters.put(kind, new LongAdder());
        }
        return counters;
    }

    /** The rates of one lane. */
    private final class Rates {
        private final TokenBucket all;
        private final Map<String, Share> shares = new ConcurrentHashMap<>();

        Rates(Lane lane) {
            all = new TokenBucket(lane.each, lane.burst, nanos);
        }

        boolean admit(String key) {
            var share = shares.get(key);
            if (share == null) {
                // Beyond that many all others share one. A few more may slip in at once: it is a bound all the same.
                share = shares.computeIfAbsent(shares.size() < MOST_SHARES ? key : OTHERS, any -> new Share());
            }
            if (share.bucket.acquire() == 0 && all.acquire() == 0) {
                return true;
            }
            share.leftOut.increment();
            return false;
        }

        /** Forgets whoever has been quiet; says who was left out most, if anybody was. */
        String sweep() {
            var most = shares.entrySet().stream()
                    .map(each ->
                            Map.entry(each.getKey(), each.getValue().leftOut.sumThenReset()))
                    .filter(each -> each.getValue() > 0)
                    .max(Comparator.comparingLong(Map.Entry::getValue));
            shares.values().removeIf(share -> share.bucket.isFull());
            return most.map(each -> each.getKey() + " (" + each.getValue() + ")")
                    .orElse("");
        }
    }

    /** One peer's share. */
    private final class Share {
        private final TokenBucket bucket = new TokenBucket(SHARE_EACH, SHARE_BURST, nanos);
        private final LongAdder leftOut = new LongAdder();
    }
}
