// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A framework in this JVM with the bundle of the store, declarative services, configuration and Derby. The types of the
 * port come from the class path, so that tests use them without reflection.
 */
final class TestFramework implements AutoCloseable {
    private static final int TIMEOUT_MS = 60_000;
    private static final String SHARED = String.join(
            ",",
            "coattail.api;version=1.1.0",
            "coattail.core.spi;version=1.0.0",
            "org.slf4j;version=2.0.17",
            "org.slf4j.helpers;version=2.0.17",
            "org.osgi.service.cm;version=1.6.1");

    private final Framework framework;

    private TestFramework(Framework framework) {
        this.framework = framework;
    }

    /** Starts one whose Derby bundle is installed but, like in the distribution, not started. */
    static TestFramework start(Path cache, Map<String, String> properties) throws Exception {
        var settings = new HashMap<>(properties);
        settings.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        var started = new TestFramework(ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings));
        started.framework.start();
        started.installOf("org.osgi.util.function.Function");
        started.installOf("org.osgi.util.promise.Promise");
        started.installOf("org.osgi.service.component.ComponentConstants");
        started.installOf("org.osgi.service.jdbc.DataSourceFactory");
        started.installOf("com.fasterxml.jackson.annotation.JsonProperty");
        started.installOf("org.apache.derby.jdbc.EmbeddedDriver");
        started.installOf("org.apache.felix.cm.PersistenceManager").start();
        started.installOf("org.apache.felix.scr.info.ScrInfo").start();
        started.installOf("org.ops4j.pax.jdbc.derby.constants.ConnectionConstant")
                .start();
        return started;
    }

    /** Installs the bundle that a class lies in. */
    Bundle installOf(String className) throws Exception {
        var place = Class.forName(className, false, TestFramework.class.getClassLoader())
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        return framework.getBundleContext().installBundle("reference:" + place);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The service of a type as soon as there is one. */
    <S> S await(Class<S> type) throws Exception {
        return await(type, service -> true);
    }

    /** A service of a type that is as it should be, as soon as there is one. */
    <S> S await(Class<S> type, Predicate<S> condition) throws Exception {
        var found = new CompletableFuture<S>();
        var tracker = new ServiceTracker<S, S>(context(), type, null) {
            @Override
            public S addingService(ServiceReference<S> reference) {
                var service = super.addingService(reference);
                if (condition.test(service)) {
                    found.complete(service);
                }
                return service;
            }
        };
        tracker.open();
        try {
            return found.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } finally {
            tracker.close();
        }
    }

    /** Whether there is a service of a type now. */
    boolean has(Class<?> type) {
        return context().getServiceReference(type) != null;
    }

    void configure(String pid, Map<String, String> properties) throws Exception {
        var admin = context().getService(context().getServiceReference(ConfigurationAdmin.class));
        admin.getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(properties));
    }

    static Dictionary<String, Object> properties(Map<String, Object> properties) {
        return FrameworkUtil.asDictionary(properties);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TIMEOUT_MS);
    }
}
