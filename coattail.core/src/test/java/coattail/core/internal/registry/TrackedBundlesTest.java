// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static coattail.core.internal.registry.Tracking.json;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

import coattail.api.Action;
import coattail.api.Whiteboard;
import coattail.core.internal.registry.Greet.Greeting;
import coattail.core.internal.registry.Greet.Guest;
import coattail.core.internal.testing.OwnThread;
import coattail.core.internal.testing.ThrowAwayLoader;

/** The trackers in a framework, with bundles that come and go, and what becomes of their actions. */
class TrackedBundlesTest {
    @TempDir
    Path cache;

    private Tracking tracking;

    @BeforeEach
    void start() throws BundleException {
        tracking = new Tracking(cache);
    }

    @AfterEach
    void stop() throws Exception {
        tracking.close();
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
        var entry = tracking.actions.find("greet").orElseThrow();
        assertEquals("one 1.2.3", entry.bundle());
        assertSame(entry.service().getClass().getClassLoader(), entry.classLoader());
        assertNotSame(getClass().getClassLoader(), entry.classLoader());

        bundle.stop();
        assertFalse(tracking.actions.find("greet").isPresent());
        bundle.start();
        assertTrue(tracking.actions.find("greet").isPresent());
        bundle.uninstall();
        assertFalse(tracking.actions.find("greet").isPresent());
    }

    @Test
    void aNewerRevisionBesideTheOldOneTakesOver() throws Exception {
        install("one", "1.0", "greet").start();
        var old = tracking.actions.find("greet").orElseThrow();
        install("one", "1.1", "greet").start();
        assertEquals("one 1.1.0", tracking.actions.find("greet").orElseThrow().bundle());
        assertTrue(old.enter(), "the one that is shadowed still serves those who have found it before");
        old.exit();
    }

    @Test
    void theActionsOfABundleThatStopsAreDrainedTogether() throws Exception {
        var bundle = install("one", "1.0", "a,b,c");
        bundle.start();
        var entries = List.of(
                tracking.actions.find("a").orElseThrow(),
                tracking.actions.find("b").orElseThrow(),
                tracking.actions.find("c").orElseThrow());
        entries.forEach(entry -> assertTrue(entry.enter()));
        var stopping = CompletableFuture.runAsync(() -> stop(bundle), OwnThread.EACH);
        entries.forEach(Tracking::awaitClosed);
        assertTrue(tracking.actions.offered().isEmpty());
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
        assertEquals("one 1.1.0", tracking.actions.find("greet").orElseThrow().bundle());

        assertTrue(ThrowAwayLoader.collected(before));
    }

    private WeakReference<ClassLoader> use() throws Exception {
        var entry = tracking.actions.find("greet").orElseThrow();
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
        tracking.context.installBundle("fat", new ByteArrayInputStream(bytes)).start();

        tracking.assertRefused("greet", "its bundle contains the package coattail.api; it must import it instead");
    }

    private Bundle install(String name, String version, String names) throws Exception {
        return tracking.context.installBundle(name + version, new ByteArrayInputStream(jar(name, version, names)));
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
            types.addAll(List.of(TrackedBundlesTest.class, Activator.class, Greet.class, Guest.class, Greeting.class));
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
}
