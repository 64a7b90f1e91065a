// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.peer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

import coattail.core.spi.Store;
import coattail.core.spi.StoreException;

/** The bundle in a framework. */
class StoreBundleTest {
    @TempDir
    Path directory;

    private TestFramework framework;
    private Bundle bundle;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(
                directory.resolve("cache"),
                Map.of("karaf.log", directory.resolve("log").toString()));
        bundle = framework.installOf(StoreComponent.class.getName());
        bundle.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void storeIsPublishedOnceTheSchemaIsUpToDate() throws Exception {
        assertFalse(framework.has(Store.class), "before there is a configuration");
        configureDerby("data");
        var state = framework.await(Store.class).schema().state();

        assertEquals("Apache Derby 10.14.2.0", state.database());
        assertTrue(state.current() > 0);
        assertEquals(state.newest(), state.current());
        assertTrue(Files.isDirectory(directory.resolve("data/db")));
    }

    @Test
    void derbyLogsWhereTheInstanceDoes() throws Exception {
        configureDerby("data");
        framework.await(Store.class);

        assertTrue(Files.size(directory.resolve("log/derby.log")) > 0);
        assertTrue(Files.notExists(Path.of("derby.log")), "in the current directory");
        assertNull(System.getProperty("derby.stream.error.file"));
    }

    @Test
    void stoppedBundleLeavesAClosedDatabase() throws Exception {
        configureDerby("data");
        var store = framework.await(Store.class);
        store.peers().put(peer(1));
        bundle.stop();

        assertFalse(framework.has(Store.class));
        assertThrows(StoreException.class, () -> store.peers().list());
        try (var other = TestDerby.openStore(directory.resolve("data"))) {
            assertEquals(List.of(peer(1)), other.peers().list());
        }

        bundle.start();
        assertEquals(List.of(peer(1)), framework.await(Store.class).peers().list());
    }

    @Test
    void stoppedBundleLeavesNoThreadBehind() throws Exception {
        var before = Thread.getAllStackTraces().keySet();
        configureDerby("data");
        framework.await(Store.class);
        bundle.stop();

        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().matches("(?i)(timer|derby|coattail).*")) {
                thread.join(TimeUnit.SECONDS.toMillis(60));
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    @Test
    void updatedBundleLeavesNoClassesBehind() throws Exception {
        configureDerby("data");
        framework.await(Store.class).peers().put(peer(1));
        var before = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        bundle.update();

        assertEquals(List.of(peer(1)), framework.await(Store.class).peers().list());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (before.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.onSpinWait();
        }
        assertNull(before.get(), "the class loader from before the update");
    }

    @Test
    void storeGoesAndComesWithTheServiceOfTheDatabase() throws Exception {
        configureDerby("data");
        framework.await(Store.class).peers().put(peer(1));
        var pax = bundleOf("org.ops4j.pax.jdbc.derby");
        pax.stop();
        assertFalse(framework.has(Store.class));

        pax.start();
        assertEquals(List.of(peer(1)), framework.await(Store.class).peers().list());
    }

    @Test
    void startedAndStoppedDerbyBundleDoesNoHarm() throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("own.log").toString());
        try {
            bundleOf("derby").start();
        } finally {
            System.clearProperty("derby.stream.error.file");
        }
        configureDerby("data");
        framework.await(Store.class).peers().put(peer(1));

        assertTrue(Files.size(directory.resolve("own.log")) > 0, "what the administrator set holds");
    }

    @Test
    void changedConfigurationGoesOverToTheOtherDatabase() throws Exception {
        configureDerby("data");
        var first = framework.await(Store.class);
        first.claim(instance(1));

        configureDerby("other");
        var second = framework.await(Store.class, store -> store != first);
        assertEquals(Optional.empty(), second.owner());
        assertThrows(StoreException.class, first::owner);

        configureDerby("data");
        var third = framework.await(Store.class, store -> store != first && store != second);
        assertEquals(Optional.of(instance(1)), third.owner());
    }

    @Test
    void bundleMayBeStoppedWhileTheDatabaseOpens() throws Exception {
        configureDerby("data");
        for (int round = 0; round < 5; round++) {
            bundle.stop();
            assertFalse(framework.has(Store.class));
            bundle.start();
        }
        assertEquals(List.of(), framework.await(Store.class).peers().list());
    }

    @Test
    void dataSourceIsChosenByTheFilter() throws Exception {
        framework.configure("coattail.store", Map.of("dataSource", "(dataSourceName=coattail)"));
        try (var derby = TestDerby.open(directory.resolve("mine"))) {
            framework
                    .context()
                    .registerService(
                            DataSource.class,
                            derby.dataSource(),
                            FrameworkUtil.asDictionary(Map.of("dataSourceName", "other")));
            assertFalse(framework.has(Store.class));
            var registration = framework
                    .context()
                    .registerService(
                            DataSource.class,
                            derby.dataSource(),
                            FrameworkUtil.asDictionary(Map.of("dataSourceName", "coattail")));
            framework.await(Store.class).claim(instance(1));

            registration.unregister();
            assertFalse(framework.has(Store.class));
            try (var connection = derby.dataSource().getConnection()) {
                assertTrue(connection.isValid(1), "a database that isn't ours stays open");
            }
        }
    }

    @Test
    void bundleExportsNothing() {
        assertNull(bundle.getHeaders().get(Constants.EXPORT_PACKAGE));
        assertNull(bundle.getHeaders().get(Constants.DYNAMICIMPORT_PACKAGE));
    }

    private void configureDerby(String name) throws Exception {
        framework.configure(
                "coattail.store", Map.of("directory", directory.resolve(name).toString()));
    }

    private Bundle bundleOf(String symbolicName) {
        for (var candidate : framework.context().getBundles()) {
            if (candidate.getSymbolicName().equals(symbolicName)) {
                return candidate;
            }
        }
        throw new AssertionError("no bundle " + symbolicName);
    }
}
