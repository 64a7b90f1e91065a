// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

import coattail.api.Action;
import coattail.api.ContentType;
import coattail.api.Delivery;
import coattail.api.Invocation;
import coattail.api.Receiver;
import coattail.api.Whiteboard;
import coattail.core.internal.testing.OwnThread;
import coattail.core.internal.testing.ThrowAwayLoader;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Names;
import coattail.core.internal.work.TimerWheel;

/** The trackers in a framework, with services of its own and of bundles that come and go. */
class TrackerTest {
    @TempDir
    static Path cache;

    private static Framework framework;

    private final TimerWheel timers = new TimerWheel(() -> 0);
    private final ActionRegistry actions = new ActionRegistry(timers);
    private final ReceiverRegistry receivers = new ReceiverRegistry(timers);
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private BundleContext context;
    private ActionTracker actionTracker;
    private ReceiverTracker receiverTracker;

    @BeforeAll
    static void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "coattail.api"));
        framework.start();
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    @BeforeEach
    void track() {
        context = framework.getBundleContext();
        actionTracker = new ActionTracker(context, actions);
        actionTracker.open();
        receiverTracker = new ReceiverTracker(context, receivers);
        receiverTracker.open();
    }

    @AfterEach
    void close() throws BundleException {
        receiverTracker.close();
        actionTracker.close();
        List.copyOf(registrations).forEach(this::unregister);
        for (var bundle : context.getBundles()) {
            if (bundle.getBundleId() != 0) {
                bundle.uninstall();
            }
        }
    }

    record Guest(String name) {}

    record Greeting(String text) {}

    static class Greet implements Action<Guest, Greeting> {
        @Override
        public Greeting perform(Guest guest, Invocation invocation) {
            return new Greeting("Hello, " + guest.name());
        }
    }

    static class Welcome implements Receiver<Greeting> {
        @Override
        public void receive(Greeting greeting, Delivery delivery) {
            assertTrue(greeting.text().length() > 0);
        }
    }

    @Test
    void offersWhatIsRegistered() throws Exception {
        var registration = register(
                Action.class,
                new Greet(),
                Map.of(
                        Whiteboard.ACTION_NAME,
                        "greet",
                        Whiteboard.DESCRIPTION,
                        "Greets",
                        Whiteboard.CONCURRENCY,
                        3,
                        Whiteboard.PUBLISHES,
                        new String[] {"greeted"}));
        var entry = actions.find("greet").orElseThrow();
        assertEquals("Greets", entry.description());
        assertEquals(3, entry.slots().limit());
        assertEquals("Guest", entry.inputType());
        assertEquals("Greeting", entry.outputType());
        assertEquals("org.apache.felix.framework 7.0.5", entry.bundle());
        assertTrue(actions.declared("greeted"));
        var input = entry.input().read(json("{\"name\":\"Ada\"}"));
        assertEquals(new Guest("Ada"), input);

        unregister(registration);
        assertFalse(actions.find("greet").isPresent());
        assertFalse(entry.enter());
        assertEquals(List.of(), actions.list());
    }

    @Test
    void offersReceivers() {
        register(
                Receiver.class,
                new Welcome(),
                Map.of(Whiteboard.RECEIVER_NAME, "welcome", Whiteboard.PUBLISHES, "welcomed"));
        var entry = receivers.find("welcome").orElseThrow();
        assertEquals("Greeting", entry.eventType());
        assertEquals(Set.of("welcomed"), receivers.declaredNames());
        assertEquals(64, entry.slots().limit());
    }

    @Test
    void takesUpWhatWasThereBefore() {
        register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        var later = new ActionRegistry(timers);
        try (var tracker = new ActionTracker(context, later)) {
            tracker.open();
            assertTrue(later.find("greet").isPresent());
        }
        assertFalse(later.find("greet").isPresent());
    }

    @Test
    void lambdasNameTheirTypes() {
        Action<Guest, Greeting> lambda = (guest, invocation) -> new Greeting(guest.name());
        register(
                Action.class,
                lambda,
                Map.of(
                        Whiteboard.ACTION_NAME,
                        "lambda",
                        Whiteboard.ACTION_INPUT,
                        Guest.class,
                        Whiteboard.ACTION_OUTPUT,
                        Map.class.getName()));
        var entry = actions.find("lambda").orElseThrow();
        assertEquals("Guest", entry.inputType());
        assertEquals("Map", entry.outputType());

        register(Action.class, lambda, Map.of(Whiteboard.ACTION_NAME, "untold"));
        assertRefused(
                "untold",
                "its class doesn't tell its types; a lambda or a proxy must name them in the service properties"
                        + " coattail.action.input and coattail.action.output");
        register(
                Action.class,
                lambda,
                Map.of(
                        Whiteboard.ACTION_NAME, "lost",
                        Whiteboard.ACTION_INPUT, "no.such.Type",
                        Whiteboard.ACTION_OUTPUT, Map.class));
        assertRefused("lost", "its coattail.action.input names a class that its bundle can't load");
        Receiver<Guest> receiver = (guest, delivery) -> {};
        register(Receiver.class, receiver, Map.of(Whiteboard.RECEIVER_NAME, "deaf"));
        assertEquals(
                "its class doesn't tell its types; a lambda or a proxy must name them in the service property"
                        + " coattail.receiver.event",
                receivers.list().get(0).reason());
    }

    static class Threads implements Action<Thread, Void> {
        @Override
        public Void perform(Thread input, Invocation invocation) {
            return null;
        }
    }

    @Test
    void whatIsWrongIsRefusedAndListed() {
        register(Action.class, new Greet(), Map.of());
        assertRefused("", "it has no service property coattail.action.name");
        register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "../etc/passwd"));
        assertRefused("../etc/passwd", "its coattail.action.name isn't a name: " + Names.RULE);
        register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "coattail.greet"));
        assertRefused("coattail.greet", "its coattail.action.name begins with coattail., which is reserved");
        register(
                Action.class,
                new Greet(),
                Map.of(Whiteboard.ACTION_NAME, "p", Whiteboard.PUBLISHES, List.of("ok", "a\nb")));
        assertTrue(reason("p").startsWith("its coattail.publishes isn't a name"), reason("p"));
        register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "c", Whiteboard.CONCURRENCY, 0));
        assertRefused("c", "its coattail.concurrency isn't an integer from 1 up");
        register(Action.class, new Threads(), Map.of(Whiteboard.ACTION_NAME, "t"));
        assertRefused("t", "java.lang.Thread isn't among the types that are converted");
        assertTrue(actions.offered().isEmpty());
    }

    @Test
    void aServiceThatCannotBeHadIsRefusedAndTriedAgain() {
        var broken = new boolean[] {true};
        var factory = new ServiceFactory<Action<?, ?>>() {
            @Override
            public Action<?, ?> getService(Bundle bundle, ServiceRegistration<Action<?, ?>> registration) {
                if (broken[0]) {
                    throw new IllegalStateException("on purpose");
                }
                return new Greet();
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<Action<?, ?>> registration, Action<?, ?> service) {
                broken[0] = true;
            }
        };
        var registration = register(Action.class, factory, Map.of(Whiteboard.ACTION_NAME, "greet"));
        assertTrue(reason("greet").startsWith("its service can't be had"), reason("greet"));
        broken[0] = false;
        registration.setProperties(properties(Map.of(Whiteboard.ACTION_NAME, "greet", "any", "change")));

        assertTrue(actions.find("greet").isPresent());
    }

    @Test
    void followsItsProperties() {
        var registration = register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        var before = actions.find("greet").orElseThrow();
        assertTrue(before.enter());
        assertTrue(before.slots().tryAcquire());
        registration.setProperties(properties(
                Map.of(Whiteboard.ACTION_NAME, "welcome", Whiteboard.CONCURRENCY, 1, Whiteboard.DESCRIPTION, "new")));

        assertFalse(actions.find("greet").isPresent());
        var after = actions.find("welcome").orElseThrow();
        assertNotSame(before, after);
        assertEquals("new", after.description());
        assertEquals(1, after.running());
        assertFalse(after.slots().tryAcquire());
        before.slots().release();
        before.exit();
        assertEquals(0, after.running());
        assertTrue(after.slots().tryAcquire());
    }

    @Test
    void theRankingDecidesAndMayChange() {
        var first = register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet", Constants.SERVICE_RANKING, 5));
        var high = actions.find("greet").orElseThrow();
        assertEquals("shadowed by that of org.apache.felix.framework 7.0.5", reason("greet"));
        first.setProperties(properties(Map.of(Whiteboard.ACTION_NAME, "greet", Constants.SERVICE_RANKING, 6)));

        assertNotSame(high, actions.find("greet").orElseThrow());
    }

    @Test
    void unregisteringWaitsForTheCallsThatRun() throws Exception {
        var registration = register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        var entry = actions.find("greet").orElseThrow();
        assertTrue(entry.enter());
        var unregistering = CompletableFuture.runAsync(() -> unregister(registration), OwnThread.EACH);
        awaitClosed(entry);
        assertFalse(unregistering.isDone());
        entry.exit();
        unregistering.get(30, TimeUnit.SECONDS);
        assertEquals(0, entry.running());
    }

    /** What a bundle of an action has inside. */
    public static final class Activator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            for (String name : context.getBundle().getHeaders().get("Actions").split(",")) {
                var properties = FrameworkUtil.asDictionary(Map.of(Whiteboard.ACTION_NAME, name));
                context.registerService(Action.class, new Greet(), properties);
            }
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes the services away.
        }
    }

    @Test
    void bundlesComeAndGo() throws Exception {
        var bundle = install("one", "1.2.3", "greet");
        bundle.start();
        var entry = actions.find("greet").orElseThrow();
        assertEquals("one 1.2.3", entry.bundle());
        assertSame(entry.service().getClass().getClassLoader(), entry.classLoader());
        assertNotSame(getClass().getClassLoader(), entry.classLoader());

        bundle.stop();
        assertFalse(actions.find("greet").isPresent());
        bundle.start();
        assertTrue(actions.find("greet").isPresent());
        bundle.uninstall();
        assertFalse(actions.find("greet").isPresent());
    }

    @Test
    void aNewerRevisionBesideTheOldOneTakesOver() throws Exception {
        install("one", "1.0", "greet").start();
        var old = actions.find("greet").orElseThrow();
        install("one", "1.1", "greet").start();
        assertEquals("one 1.1.0", actions.find("greet").orElseThrow().bundle());
        assertTrue(old.enter(), "the one that is shadowed still serves those who have found it before");
        old.exit();
    }

    @Test
    void theActionsOfABundleThatStopsAreDrainedTogether() throws Exception {
        var bundle = install("one", "1.0", "a,b,c");
        bundle.start();
        var entries = List.of(
                actions.find("a").orElseThrow(),
                actions.find("b").orElseThrow(),
                actions.find("c").orElseThrow());
        entries.forEach(entry -> assertTrue(entry.enter()));
        var stopping = CompletableFuture.runAsync(() -> stop(bundle), OwnThread.EACH);
        entries.forEach(TrackerTest::awaitClosed);
        assertTrue(actions.offered().isEmpty());
        assertFalse(stopping.isDone());
        entries.forEach(ActionEntry::exit);
        stopping.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anUpdateLeavesNoClassLoaderBehind() throws Exception {
        var bundle = install("one", "1.0", "greet");
        bundle.start();
        var before = use();
        bundle.update(new ByteArrayInputStream(jar("one", "1.1", "greet")));
        assertEquals("one 1.1.0", actions.find("greet").orElseThrow().bundle());

        assertTrue(ThrowAwayLoader.collected(before));
    }

    private WeakReference<ClassLoader> use() throws Exception {
        var entry = actions.find("greet").orElseThrow();
        assertTrue(entry.enter());
        @SuppressWarnings("unchecked")
        var action = (Action<Object, Object>) entry.service();
        var output = action.perform(entry.input().read(json("{\"name\":\"Ada\"}")), null);
        assertEquals(
                "{\"text\":\"Hello, Ada\"}",
                new String(entry.output().write(output).toByteArray(), StandardCharsets.UTF_8));
        entry.exit();
        return new WeakReference<>(entry.classLoader());
    }

    private static void awaitClosed(ActionEntry entry) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (entry.enter()) {
            entry.exit();
            assertTrue(System.nanoTime() < until, "the entry still lets calls in");
            Thread.onSpinWait();
        }
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBundleWithAnApiOfItsOwnIsRefused() throws Exception {
        var bytes = jar("fat", "1.0", "greet", "org.osgi.framework", Action.class, Whiteboard.class);
        context.installBundle("fat", new ByteArrayInputStream(bytes)).start();

        assertRefused("greet", "its bundle contains the package coattail.api; it must import it instead");
    }

    private Bundle install(String name, String version, String names) throws Exception {
        return context.installBundle(name + version, new ByteArrayInputStream(jar(name, version, names)));
    }

    private static byte[] jar(String name, String version, String names) throws IOException {
        return jar(name, version, names, "coattail.api,org.osgi.framework");
    }

    private static byte[] jar(String name, String version, String names, String imports, Class<?>... more)
            throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        main.putValue(Constants.BUNDLE_VERSION, version);
        main.putValue(Constants.BUNDLE_ACTIVATOR, Activator.class.getName());
        main.putValue(Constants.IMPORT_PACKAGE, imports);
        main.putValue("Actions", names);
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            var types = new ArrayList<Class<?>>(List.of(more));
            types.addAll(List.of(TrackerTest.class, Activator.class, Greet.class, Guest.class, Greeting.class));
            for (var type : types) {
                String path = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream code = type.getClassLoader().getResourceAsStream(path)) {
                    code.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    private ServiceRegistration<?> register(Class<?> type, Object service, Map<String, ?> properties) {
        var registration = context.registerService(type.getName(), service, properties(properties));
        registrations.add(registration);
        return registration;
    }

    private void unregister(ServiceRegistration<?> registration) {
        registrations.remove(registration);
        registration.unregister();
    }

    private static Dictionary<String, Object> properties(Map<String, ?> properties) {
        return FrameworkUtil.asDictionary(properties);
    }

    private void assertRefused(String name, String reason) {
        assertEquals(reason, reason(name));
        assertFalse(actions.find(name).isPresent());
    }

    private String reason(String name) {
        return actions.list().stream()
                .filter(listing -> listing.name().equals(name) && !listing.offered())
                .findFirst()
                .orElseThrow()
                .reason();
    }

    private static Body json(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }
}
