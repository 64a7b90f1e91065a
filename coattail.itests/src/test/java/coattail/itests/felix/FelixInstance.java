// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.Permissions;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenRequest;
import coattail.itests.support.Await;
import coattail.itests.support.BuiltBundle;
import coattail.itests.support.FreePort;
import coattail.itests.support.IssuedTokens;

/**
 * An instance in a Felix framework of this JVM: the bundles as they are built, MINA, TLS and Derby, an address and a
 * directory of its own. Nothing of Coattail or its libraries comes from the class path.
 */
public final class FelixInstance implements AutoCloseable {
    private static final long SECONDS = 60;

    /** In no order: the framework resolves them, and components wait for what they need. */
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
    /** Logging and configuring are the test's; all else must come from bundles, as in a container. */
    private static final String SHARED = String.join(
            ",",
            "org.slf4j;version=2.0.17",
            "org.slf4j;version=1.7.36",
            "org.slf4j.helpers;version=2.0.17",
            "org.osgi.service.cm;version=1.6.1");

    private static final List<String> STARTED =
            List.of("org.apache.felix.configadmin", "org.apache.felix.scr", "org.ops4j.pax.jdbc.derby");
    private static final List<String> PRODUCT =
            List.of("coattail.api", "coattail.transport", "coattail.store", "coattail.core", "coattail.sample-actions");

    final String name;
    final Path directory;
    final int port;
    private Framework framework;

    private FelixInstance(String name, Path directory) {
        this.name = name;
        this.directory = directory;
        this.port = FreePort.next();
    }

    /** Starts one that is new, with the sample actions, in a directory of its name. */
    public static FelixInstance start(String name, Path parent) throws Exception {
        return start(name, parent, Map.of());
    }

    /** The same, with more configuration by its PID. */
    static FelixInstance start(String name, Path parent, Map<String, Map<String, ?>> more) throws Exception {
        var instance = new FelixInstance(name, Files.createDirectories(parent.resolve(name)));
        instance.boot();
        try {
            for (var library : LIBRARIES) {
                instance.install(library);
            }
            for (var started : STARTED) {
                instance.install(started).start();
            }
            instance.configureInstance();
            instance.configureListener();
            instance.configure(
                    "coattail.store",
                    Map.of("directory", instance.directory.resolve("data").toString()));
            for (var pid : more.entrySet()) {
                instance.configure(pid.getKey(), pid.getValue());
            }
            for (var bundle : PRODUCT) {
                instance.install(bundle);
            }
            for (var bundle : PRODUCT) {
                instance.bundle(bundle).start();
            }
            instance.awaitListening();
        } catch (Exception | Error e) {
            instance.close();
            throw e;
        }
        return instance;
    }

    private void boot() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
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
    }

    /** Stops the whole framework and starts it anew from what it keeps on disk. */
    void restart() throws Exception {
        stop();
        startAgain();
    }

    void startAgain() throws Exception {
        boot();
        awaitListening();
    }

    void stop() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitListening() throws Exception {
        Await.until(
                () -> name + " doesn't listen",
                () -> service(InstanceAdmin.class.getName()).isPresent()
                        && instance().status().listening());
    }

    private Bundle install(String symbolicName) throws Exception {
        return context().installBundle(BuiltBundle.named(symbolicName).location());
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String symbolicName) {
        for (var bundle : context().getBundles()) {
            if (bundle.getSymbolicName().equals(symbolicName)) {
                return bundle;
            }
        }
        throw new AssertionError(name + " has no bundle " + symbolicName);
    }

    void configureInstance() throws Exception {
        configure("coattail.instance", Map.of("name", name, "directory", directory.toString()));
    }

    void configureListener() throws Exception {
        configure("coattail.listener", Map.of("bind", "127.0.0.1", "advertise", "127.0.0.1", "port", port));
    }

    void configure(String pid, Map<String, ?> properties) throws Exception {
        configuration(pid).update(FrameworkUtil.asDictionary(properties));
    }

    void unconfigure(String pid) throws Exception {
        configuration(pid).delete();
    }

    private Configuration configuration(String pid) throws Exception {
        return context()
                .getService(context().getServiceReference(ConfigurationAdmin.class))
                .getConfiguration(pid, "?");
    }

    public Coattail coattail() {
        return face(Coattail.class);
    }

    public InstanceAdmin instance() {
        return face(InstanceAdmin.class);
    }

    TokenAdmin tokens() {
        return face(TokenAdmin.class);
    }

    public PeerAdmin peers() {
        return face(PeerAdmin.class);
    }

    HandlerAdmin handlers() {
        return face(HandlerAdmin.class);
    }

    SubscriptionAdmin subscriptions() {
        return face(SubscriptionAdmin.class);
    }

    String id() {
        return instance().status().id();
    }

    private <T> T face(Class<T> type) {
        return Bridge.to(type, () -> service(type.getName())
                .orElseThrow(() -> new IllegalStateException(name + " has no " + type.getSimpleName() + " now")));
    }

    /** The service there is now under this name of a type, whose class the framework's system bundle needn't see. */
    Optional<Object> service(String type) {
        try {
            var references = context().getAllServiceReferences(type, null);
            return references == null
                    ? Optional.empty()
                    : Optional.ofNullable(context().getService(references[0]));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The text of a new token that allows these names to be performed and published, and everything to be subscribed
     * to.
     */
    public String token(String... names) {
        return IssuedTokens.note(tokens().issue(allowing(List.of(names), List.of(names), List.of("*")))
                .reveal());
    }

    static TokenRequest allowing(List<String> perform, List<String> publish, List<String> subscribe) {
        return allowing(perform, publish, subscribe, Permissions.Limits.DEFAULT);
    }

    static TokenRequest allowing(
            List<String> perform, List<String> publish, List<String> subscribe, Permissions.Limits limits) {
        return new TokenRequest(
                perform,
                publish,
                subscribe,
                List.of(),
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(TokenRequest.DEFAULT_LIFETIME),
                false,
                false,
                limits);
    }

    /** Adds another instance as a peer, under its name and by a token that it issues. */
    FelixInstance knows(FelixInstance other, String... names) {
        get(peers().add(other.token(names), Optional.of(other.name), Optional.empty()));
        return this;
    }

    /** What a stage completes with; its {@link CoattailException} is thrown as it is. */
    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CoattailException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("nothing came within " + SECONDS + " s", e);
        }
    }

    @Override
    public void close() throws BundleException {
        stop();
    }
}
