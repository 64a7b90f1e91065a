// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

import coattail.benchmarks.measure.Echo;

/** A Felix framework with the bundles of an instance and the benchmark's own. */
final class Container implements AutoCloseable {
    private static final long SECONDS = 60;

    /** Resolved as others need them. */
    private static final List<String> LIBRARIES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.osgi.service.jdbc",
            "com.fasterxml.jackson.core.jackson-annotations",
            "com.fasterxml.jackson.core.jackson-core",
            "com.fasterxml.jackson.core.jackson-databind",
            "org.bitbucket.b_c.jose4j",
            "bcprov",
            "bcutil",
            "bcpkix",
            "org.apache.mina.core",
            "derby");

    private static final List<String> STARTED = List.of(
            "org.apache.felix.configadmin",
            "org.apache.felix.scr",
            "org.ops4j.pax.jdbc.derby",
            "coattail.api",
            "coattail.transport",
            "coattail.store",
            "coattail.core",
            "coattail.benchmarks.bundle");

    /** Logging, configuring and measuring are the program's; all else comes from bundles, as in any container. */
    private static final String SHARED = String.join(
            ",",
            "org.slf4j;version=2.0.17",
            "org.slf4j;version=1.7.36",
            "org.slf4j.helpers;version=2.0.17",
            "org.osgi.service.cm;version=1.6.1",
            Echo.class.getPackageName());

    private final Framework framework;

    private Container(Framework framework) {
        this.framework = framework;
    }

    /** Starts a framework that keeps what is its own under a directory, with configurations by PID. */
    static Container start(Path directory, Bundles bundles, Map<String, Map<String, ?>> configurations)
            throws Exception {
        var framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("work").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "felix.bootdelegation.implicit",
                        "false",
                        "karaf.log",
                        directory.resolve("log").toString()));
        framework.start();
        var container = new Container(framework);
        try {
            container.install(bundles, configurations);
        } catch (Exception e) {
            container.close();
            throw e;
        }
        return container;
    }

    private void install(Bundles bundles, Map<String, Map<String, ?>> configurations) throws Exception {
        for (var library : LIBRARIES) {
            context().installBundle(bundles.location(library));
        }
        for (var name : STARTED) {
            context().installBundle(bundles.location(name));
        }
        for (Bundle bundle : context().getBundles()) {
            if (STARTED.contains(bundle.getSymbolicName())) {
                bundle.start();
                if (bundle.getSymbolicName().equals("org.apache.felix.configadmin")) {
                    configure(configurations);
                }
            }
        }
    }

    private void configure(Map<String, Map<String, ?>> configurations) throws Exception {
        var admin = context().getService(context().getServiceReference(ConfigurationAdmin.class));
        for (var configuration : configurations.entrySet()) {
            admin.getConfiguration(configuration.getKey(), "?")
                    .update(FrameworkUtil.asDictionary(configuration.getValue()));
        }
    }

    /** The service of this type and filter ({@code null} for any), as soon as there is one. */
    <T> T service(Class<T> type, String filter) throws Exception {
        return Wait.value(
                "no " + type.getSimpleName() + " with " + filter,
                () -> context().getServiceReferences(type, filter).stream()
                        .findFirst()
                        .map((ServiceReference<T> reference) -> context().getService(reference)));
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(SECONDS));
    }
}
