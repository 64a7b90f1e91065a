// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.core.internal.convert.Codecs;
import coattail.core.internal.wire.Names;
import coattail.core.internal.work.Workers;

/**
 * Feeds a registry with the services of one interface. Nothing that a service does wrong leaves this class but as a
 * reason why it is refused: an exception would land in the bundle that registers it, or end the tracking of others.
 *
 * <p>A service that goes is drained first: it is told to nobody any more, and the framework's unregistering, which
 * comes before the component is deactivated and the class loader closed, waits until its calls have returned, up to 4
 * s. The services of a bundle that stops share these 4 s, and so do all when the tracker closes.
 */
abstract sealed class HandlerTracker<S, E extends HandlerEntry> implements AutoCloseable
        permits ActionTracker, ReceiverTracker {
    private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final BundleContext context;
    private final Registry<E> registry;
    private final Class<S> type;
    private final String kind;
    private final String nameProperty;
    private final ServiceTracker<S, Binding<S>> tracker;
    private final Codecs codecs = new Codecs();

    HandlerTracker(BundleContext context, Registry<E> registry, Class<S> type, String kind, String nameProperty) {
        this.context = context;
        this.registry = registry;
        this.kind = kind;
        this.nameProperty = nameProperty;
        this.type = type;
        this.tracker = new ServiceTracker<>(context, type, new Customizer());
    }

    /** Begins to track; the services that are there already are taken up before this returns. */
    public final void open() {
        // All services, also those of a bundle that has another class of that name: it is to be told, not overlooked.
        tracker.open(true);
    }

    /** Lets go of all services, drained. */
    @Override
    public final void close() {
        drain(all -> true, untilDrained());
        tracker.close();
        codecs.close();
    }

    /** Makes the entry of a service. */
    abstract E entry(ServiceReference<S> reference, Traits traits, Bound bound, Codecs codecs) throws Refusal;

    private void drain(Predicate<Provider> which, long until) {
        for (E entry : registry.remove(which)) {
            log.info("The {} '{}' of {} goes", kind, entry.name(), entry.bundle());
            if (!entry.inFlight().awaitIdle(until)) {
                log.warn(
                        "The {} '{}' of {} goes although {} of its calls still run",
                        kind,
                        entry.name(),
                        entry.bundle(),
                        entry.running());
            }
        }
    }

    private static long untilDrained() {
        return System.nanoTime() + LONGEST_DRAIN_NANOS;
    }

    private final class Customizer implements ServiceTrackerCustomizer<S, Binding<S>> {

        @Override
        public Binding<S> addingService(ServiceReference<S> reference) {
            var binding = new Binding<S>(provider(reference));
            bind(reference, binding);
            return binding;
        }

        @Override
        public void modifiedService(ServiceReference<S> reference, Binding<S> binding) {
            binding.provider = provider(reference);
            bind(reference, binding);
        }

        @Override
        public void removedService(ServiceReference<S> reference, Binding<S> binding) {
            var provider = binding.provider;
            boolean stopping = isStopping(reference.getBundle());
            long until = untilDrained();
            drain(
                    other -> stopping
                            ? other.bundleId() == provider.bundleId()
                            : other.serviceId() == provider.serviceId(),
                    until);
            // Of a service that is refused since its properties changed calls may run on.
            binding.inFlight.close();
            binding.slots.close();
            binding.inFlight.awaitIdle(until);
            if (binding.service != null) {
                context.ungetService(reference);
            }
        }
    }

    private void bind(ServiceReference<S> reference, Binding<S> binding) {
        // One that was drained with the rest of its bundle is on its way out, whatever its properties say.
        if (!binding.inFlight.closed()) {
            registry.put(candidate(reference, binding));
        }
    }

    private Candidate<E> candidate(ServiceReference<S> reference, Binding<S> binding) {
        try {
            var traits = Properties.read(reference, nameProperty);
            if (!reference.isAssignableTo(context.getBundle(), type.getName())) {
                throw new Refusal("its bundle contains the package coattail.api; it must import it instead");
            }
            if (binding.service == null) {
                binding.service = service(reference);
            }
            binding.slots.limit(Math.min(traits.concurrency(), Workers.mostPlaces()));
            var bound = new Bound(
                    binding.provider, loader(reference.getBundle()), binding.service, binding.slots, binding.inFlight);
            var candidate = Candidate.of(entry(reference, traits, bound, codecs));
            log.info("The {} '{}' of {} is there", kind, traits.name(), binding.provider.label());
            return candidate;
        } catch (Refusal | CoattailException e) {
            return refused(reference, binding, e.getMessage(), e.getCause());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return refused(reference, binding, "its types can't be looked into: " + firstLine(e), e);
        }
    }

    private S service(ServiceReference<S> reference) throws Refusal {
        S service;
        try {
            service = context.getService(reference);
        } catch (RuntimeException | LinkageError e) {
            throw new Refusal("its service can't be had: " + firstLine(e), e);
        }
        if (service == null) {
            throw new Refusal("its service can't be had; the log of its bundle may say why");
        }
        return service;
    }

    private static ClassLoader loader(Bundle bundle) throws Refusal {
        var wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            throw new Refusal("its bundle is gone");
        }
        return wiring.getClassLoader();
    }

    private Candidate<E> refused(ServiceReference<S> reference, Binding<S> binding, String reason, Throwable cause) {
        var label = reference.getProperty(nameProperty);
        String name = label instanceof String text ? text : "";
        log.warn("The {} '{}' of {} is refused: {}", kind, printable(name), binding.provider.label(), reason);
        log.debug("Why it is refused", cause);
        return Candidate.refused(binding.provider, name, reason);
    }

    /** A name that was refused may be one because of what it would do to a log. */
    private static String printable(String name) {
        return name.codePoints()
                .limit(Names.LONGEST)
                .map(c -> c < ' ' || c > '~' ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String firstLine(Throwable e) {
        return e.toString().lines().findFirst().orElse("");
    }

    private static Provider provider(ServiceReference<?> reference) {
        var bundle = reference.getBundle();
        long id = (Long) reference.getProperty(Constants.SERVICE_ID);
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        return bundle == null
                ? new Provider(id, ranking, -1, "", Version.emptyVersion)
                : new Provider(id, ranking, bundle.getBundleId(), label(bundle), bundle.getVersion());
    }

    private static String label(Bundle bundle) {
        return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
    }

    private static boolean isStopping(Bundle bundle) {
        return bundle != null && bundle.getState() == Bundle.STOPPING;
    }

    /** What is kept with a service while it is tracked. The framework tells of one service on one thread at a time. */
    private static final class Binding<S> {
        private final Slots slots = new Slots(0);
        private final InFlight inFlight = new InFlight();
        private volatile Provider provider;
        private volatile S service;

        Binding(Provider provider) {
            this.provider = provider;
        }
    }
}
