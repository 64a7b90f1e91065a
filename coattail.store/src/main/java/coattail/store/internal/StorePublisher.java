// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.Store;
import coattail.core.spi.StoreException;

/**
 * Publishes a store while there is a service that gives its database: of several the best, kept until it goes. A
 * database that can't be used is tried again later, since it may be one on another machine that is still starting.
 *
 * <p>One thread opens, publishes and closes, so that starting a bundle doesn't wait for a database, and nothing happens
 * twice.
 */
final class StorePublisher implements ServiceTrackerCustomizer<Object, Object>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorePublisher.class);

    private final BundleContext context;
    private final Function<Object, DatabaseSource> sources;
    private final Duration retry;
    private final ServiceTracker<Object, Object> tracker;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coattail-store"));
    private final ConcurrentSkipListMap<ServiceReference<Object>, Object> found = new ConcurrentSkipListMap<>();

    // Used on the thread alone.
    private ServiceReference<Object> used;
    private JdbcStore store;
    private ServiceRegistration<Store> registration;
    private String lastFailure;
    private Future<?> nextAttempt = CompletableFuture.completedFuture(null);

    private StorePublisher(
            BundleContext context, String filter, Function<Object, DatabaseSource> sources, Duration retry) {
        this.context = context;
        this.sources = sources;
        this.retry = retry;
        try {
            tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), this);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("no filter: " + filter, e);
        }
    }

    /**
     * Begins to look for a service.
     *
     * @param filter which services
     * @param sources makes a database of the service's object
     * @param retry how long to wait after a failure
     */
    static StorePublisher open(
            BundleContext context, String filter, Function<Object, DatabaseSource> sources, Duration retry) {
        var publisher = new StorePublisher(context, filter, sources, retry);
        publisher.tracker.open();
        if (publisher.found.isEmpty()) {
            LOG.info("Waiting for the service of the database: {}", filter);
        }
        return publisher;
    }

    @Override
    public Object addingService(ServiceReference<Object> reference) {
        var service = context.getService(reference);
        if (service != null) {
            found.put(reference, service);
            thread.execute(this::refresh);
        }
        return service;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Object service) {
        // The object is the same, and what it was chosen by is in the filter.
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Object service) {
        found.remove(reference);
        // Waits, and lets no interrupt end that: whoever gives the database takes it away when this returns.
        CompletableFuture.runAsync(this::refresh, thread).join();
        context.ungetService(reference);
    }

    /** Withdraws the store, and waits until its database is closed. */
    @Override
    public void close() {
        tracker.close();
        thread.shutdownNow();
    }

    private void refresh() {
        try {
            if (used != null && !found.containsKey(used)) {
                withdraw();
            }
            var best = found.lastEntry();
            if (used == null && best != null) {
                publish(best.getKey(), best.getValue());
            }
        } catch (RuntimeException | LinkageError e) {
            tryLater(e);
        }
    }

    private void tryLater(Throwable e) {
        if (!e.toString().equals(lastFailure)) {
            lastFailure = e.toString();
            if (e instanceof StoreException) {
                LOG.error("There is no store, next attempt in {} s: {}", retry.toSeconds(), e.getMessage());
            } else {
                LOG.error("There is no store, next attempt in {} s", retry.toSeconds(), e);
            }
        }
        LOG.debug("There is no store", e);
        nextAttempt.cancel(false);
        nextAttempt = thread.schedule(this::refresh, retry.toMillis(), MILLISECONDS);
    }

    private void publish(ServiceReference<Object> reference, Object service) {
        var opened = JdbcStore.open(sources.apply(service));
        try {
            registration = context.registerService(Store.class, opened, null);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        store = opened;
        used = reference;
        lastFailure = null;
    }

    private void withdraw() {
        used = null;
        try {
            registration.unregister();
        } finally {
            store.close();
        }
    }
}
