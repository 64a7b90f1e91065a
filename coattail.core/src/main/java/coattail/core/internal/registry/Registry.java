// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.internal.work.Mailbox;
import coattail.core.internal.work.TimerWheel;

/**
 * Who serves which name. Look-ups take no lock. Changes come from a tracker, under a lock that guards the candidates;
 * nothing outside of this class runs while it is held.
 */
public abstract sealed class Registry<E extends HandlerEntry> permits ActionRegistry, ReceiverRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final ConcurrentMap<String, E> offered = new ConcurrentHashMap<>();
    private final Gaps<E> offeredGaps;
    private final Gaps<String> declaredGaps;
    private volatile Set<String> declared = Set.of();

    private final Object lock = new Object();
    private final Map<Long, Candidate<E>> candidates = new HashMap<>();

    private final List<RegistryListener> listeners = new CopyOnWriteArrayList<>();
    /**
     * Filled under the lock, so in the order of events; emptied in the mailbox, so without it and in the same order.
     */
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

    private final Mailbox messenger = new Mailbox(() -> {}, e -> LOG.error("A listener of the registry failed", e));

    Registry(TimerWheel timers) {
        this.offeredGaps = new Gaps<>(timers);
        this.declaredGaps = new Gaps<>(timers);
    }

    /** Who serves a name. */
    public Optional<E> find(String name) {
        return Optional.ofNullable(offered.get(name));
    }

    /** All who serve a name, in no order. */
    public Collection<E> offered() {
        return List.copyOf(offered.values());
    }

    /** All services, also those that are shadowed or refused, by name and then by service id. */
    public List<Listing<E>> list() {
        List<Candidate<E>> all;
        synchronized (lock) {
            all = new ArrayList<>(candidates.values());
        }
        all.sort(Comparator.<Candidate<E>, String>comparing(Candidate::name)
                .thenComparing(candidate -> candidate.provider().serviceId()));
        return all.stream().map(this::listing).toList();
    }

    private Listing<E> listing(Candidate<E> candidate) {
        var serving = offered.get(candidate.name());
        boolean serves = serving != null
                && candidate.entry().filter(entry -> entry == serving).isPresent();
        String reason = candidate.refusal();
        if (reason.isEmpty() && !serves) {
            reason = serving == null ? "" : "shadowed by that of " + serving.bundle();
        }
        return new Listing<>(candidate.name(), candidate.provider().label(), candidate.entry(), serves, reason);
    }

    /**
     * Whether a name is offered here, or declared to be published under, or was until a moment ago: an update of the
     * bundle doesn't turn publications away.
     */
    public boolean declared(String name) {
        if (isDeclared(name)) {
            return true;
        }
        // While the four were looked at one after the other the name may have moved from one to another.
        synchronized (lock) {
            return isDeclared(name);
        }
    }

    private boolean isDeclared(String name) {
        return offered.containsKey(name) || declared.contains(name) || offeredGaps.has(name) || declaredGaps.has(name);
    }

    /** The names that services declare to publish under. */
    public Set<String> declaredNames() {
        return declared;
    }

    /**
     * Waits for a name that went less than 5 s ago. Completes, never exceptionally and on a thread that must not be
     * held up, with who serves the name: at once if somebody does, else when somebody does again; with nobody when the
     * 5 s are over, at the deadline, and at once for a name that wasn't offered these 5 s.
     *
     * @param deadlineMillis of the timers' clock
     */
    public CompletionStage<Optional<E>> awaitOffered(String name, long deadlineMillis) {
        // The lock, so that a name can't slip from the gap into the offer, or back, between the two looks.
        synchronized (lock) {
            var entry = find(name);
            return entry.isPresent()
                    ? CompletableFuture.completedFuture(entry)
                    : offeredGaps.awaitSuccessor(name, deadlineMillis);
        }
    }

    /** Has a listener told of names that come and go from now on. */
    public void listen(RegistryListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
    }

    /** Adds a service, or has it stand as its properties say now. */
    void put(Candidate<E> candidate) {
        change(() -> {
            var before = candidates.put(candidate.provider().serviceId(), candidate);
            var names = new HashSet<String>();
            names.add(candidate.name());
            if (before != null) {
                names.add(before.name());
            }
            return names;
        });
    }

    /**
     * Takes services away. None of them lets a new call in when this returns.
     *
     * @return those that may have calls running
     */
    List<E> remove(Predicate<Provider> which) {
        var gone = new ArrayList<E>();
        change(() -> {
            var names = new HashSet<String>();
            candidates.values().removeIf(candidate -> {
                if (!which.test(candidate.provider())) {
                    return false;
                }
                names.add(candidate.name());
                candidate.entry().ifPresent(gone::add);
                return true;
            });
            return names;
        });
        // After the change: who is turned away here finds the successor, or a gap to wait in.
        gone.forEach(HandlerEntry::close);
        return gone;
    }

    private void change(Supplier<Set<String>> change) {
        int told = 0;
        var afterwards = new ArrayList<Runnable>();
        synchronized (lock) {
            for (String name : change.get()) {
                var next = Choice.of(entries(name));
                boolean was = offered.containsKey(name);
                if (next.isPresent()) {
                    offered.put(name, next.get());
                    afterwards.add(offeredGaps.came(name, next.get()));
                } else if (was) {
                    // The gap first: a look-up that fails must find it.
                    offeredGaps.went(name);
                    offered.remove(name);
                }
                if (was != next.isPresent()) {
                    news.add(() -> tell(name, next.isPresent()));
                    told++;
                }
            }
            declare();
        }
        afterwards.forEach(Runnable::run);
        for (int i = 0; i < told; i++) {
            messenger.execute(() -> news.remove().run());
        }
    }

    private List<E> entries(String name) {
        return candidates.values().stream()
                .filter(candidate -> candidate.name().equals(name))
                .flatMap(candidate -> candidate.entry().stream())
                .toList();
    }

    private void declare() {
        var next = new HashSet<String>();
        candidates.values().forEach(candidate -> candidate.entry().ifPresent(entry -> next.addAll(entry.publishes())));
        declared.stream().filter(name -> !next.contains(name)).forEach(declaredGaps::went);
        declared = Set.copyOf(next);
        // Nobody waits for these.
        next.forEach(name -> declaredGaps.came(name, name));
    }

    private void tell(String name, boolean came) {
        for (var listener : listeners) {
            if (came) {
                listener.came(name);
            } else {
                listener.went(name);
            }
        }
    }
}
