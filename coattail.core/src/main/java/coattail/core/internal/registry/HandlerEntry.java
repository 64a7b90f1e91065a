// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Set;

/** What an action and a receiver have in common. Safe for use by several threads. */
public abstract sealed class HandlerEntry permits ActionEntry, ReceiverEntry {
    private final Traits traits;
    private final Provider provider;
    private final ClassLoader classLoader;
    private final Slots slots;
    private final InFlight inFlight;

    HandlerEntry(Traits traits, Bound bound) {
        this.traits = traits;
        this.provider = bound.provider();
        this.classLoader = bound.classLoader();
        this.slots = bound.slots();
        this.inFlight = bound.inFlight();
    }

    public String name() {
        return traits.name();
    }

    /** In the author's words; may be empty. */
    public String description() {
        return traits.description();
    }

    /** The names that it publishes under without offering them as actions. */
    public Set<String> publishes() {
        return traits.publishes();
    }

    /** Symbolic name and version of its bundle, for people. */
    public String bundle() {
        return provider.label();
    }

    public long serviceId() {
        return provider.serviceId();
    }

    /** Its bundle's class loader, to be the context class loader of the threads on which it runs. */
    public ClassLoader classLoader() {
        return classLoader;
    }

    public Slots slots() {
        return slots;
    }

    /**
     * Begins a call, to be ended with {@link #exit}. While one runs, the bundle's going waits, up to 4 s.
     *
     * @return {@code false} if the service is going or gone; its successor, if there is to be one, is waited for with
     *     {@link ActionRegistry#awaitOffered}
     */
    public boolean enter() {
        return inFlight.enter();
    }

    /** Ends a call that {@link #enter} began. */
    public void exit() {
        inFlight.exit();
    }

    /** Lets no call begin any more, and sends those away that wait for a place; those that run may end. */
    final void close() {
        inFlight.close();
        slots.close();
    }

    /** How many calls run. */
    public int running() {
        return inFlight.running();
    }

    final Provider provider() {
        return provider;
    }

    final InFlight inFlight() {
        return inFlight;
    }
}
