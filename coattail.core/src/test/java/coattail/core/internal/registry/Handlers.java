// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.osgi.framework.Version;

import coattail.api.Action;
import coattail.api.Receiver;
import coattail.core.internal.convert.Codec;

/** Offers actions and receivers in a test, as the trackers do in a framework. */
public final class Handlers {
    private static final AtomicLong SERVICE_IDS = new AtomicLong();

    private Handlers() {}

    /** @return takes it away again */
    public static <I, O> Runnable offer(
            ActionRegistry registry, String name, Class<I> input, Class<O> output, Action<I, O> action) {
        return offer(registry, name, input, output, action, 64);
    }

    /**
     * @param places how many calls may run at once
     * @return takes it away again
     */
    public static <I, O> Runnable offer(
            ActionRegistry registry, String name, Class<I> input, Class<O> output, Action<I, O> action, int places) {
        var bound = bound(provider(), action, places);
        registry.put(Candidate.of(new ActionEntry(traits(name), bound, Codec.of(input), Codec.forWriting(output))));
        return () -> registry.remove(provider -> provider.equals(bound.provider()));
    }

    /** @return takes it away again */
    public static <T> Runnable offer(ReceiverRegistry registry, String name, Class<T> event, Receiver<T> receiver) {
        var bound = bound(provider(), receiver, 64);
        registry.put(Candidate.of(new ReceiverEntry(traits(name), bound, Codec.of(event))));
        return () -> registry.remove(provider -> provider.equals(bound.provider()));
    }

    static ActionEntry action(Provider provider, String name, String... publishes) {
        Action<Object, Object> echo = (input, invocation) -> input;
        return new ActionEntry(
                new Traits(name, "", Set.of(publishes), 64),
                bound(provider, echo, 64),
                Codec.of(Object.class),
                Codec.of(Object.class));
    }

    static Provider provider() {
        long id = SERVICE_IDS.incrementAndGet();
        return new Provider(id, 0, id, "bundle" + id, Version.emptyVersion);
    }

    private static Bound bound(Provider provider, Object service, int slots) {
        return new Bound(provider, service.getClass().getClassLoader(), service, new Slots(slots), new InFlight());
    }

    private static Traits traits(String name) {
        return new Traits(name, "", Set.of(), 64);
    }
}
