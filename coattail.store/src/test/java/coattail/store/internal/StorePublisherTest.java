// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static coattail.core.spi.contract.StoreSamples.peer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.Store;
import coattail.core.spi.StoreException;

/** What becomes of the store when its surroundings change; on the test's class path, but in a framework's context. */
class StorePublisherTest {
    private static final String FILTER = "(objectClass=" + DataSource.class.getName() + ")";

    @TempDir
    Path directory;

    private TestFramework framework;
    private EmbeddedDerby derby;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(directory.resolve("cache"), Map.of());
        derby = TestDerby.open(directory.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
        derby.close();
    }

    @Test
    void databaseThatCannotBeUsedIsTriedAgain() throws Exception {
        var attempts = new AtomicInteger();
        try (var publisher = StorePublisher.open(
                framework.context(),
                FILTER,
                service -> {
                    switch (attempts.incrementAndGet()) {
                        case 1, 2 -> throw new StoreException("not yet");
                        case 3 -> throw new IllegalStateException("something unforeseen");
                        default -> {
                            return DatabaseSource.of((DataSource) service);
                        }
                    }
                },
                Duration.ofMillis(1))) {
            framework.context().registerService(DataSource.class, derby.dataSource(), null);

            framework.await(Store.class);
            assertEquals(4, attempts.get());
        }
        assertFalse(framework.has(Store.class), "withdrawn when closed");
    }

    @Test
    void databaseThatGoesWhileItIsTriedIsForgotten() throws Exception {
        try (var publisher = StorePublisher.open(
                framework.context(),
                FILTER,
                service -> {
                    if (service != derby.dataSource()) {
                        throw new StoreException("never");
                    }
                    return DatabaseSource.of((DataSource) service);
                },
                Duration.ofMillis(1))) {
            var bad = framework.context().registerService(DataSource.class, unusable(), null);
            framework.context().registerService(DataSource.class, derby.dataSource(), null);
            bad.unregister();

            var store = framework.await(Store.class);
            store.peers().put(peer(1));
            assertEquals(List.of(peer(1)), store.peers().list());
        }
    }

    @Test
    void storeStaysWhenABetterDatabaseComes() throws Exception {
        try (var publisher = StorePublisher.open(
                framework.context(),
                FILTER,
                service -> DatabaseSource.of((DataSource) service),
                Duration.ofMillis(1))) {
            framework.context().registerService(DataSource.class, derby.dataSource(), null);
            var store = framework.await(Store.class);
            framework
                    .context()
                    .registerService(
                            DataSource.class, unusable(), TestFramework.properties(Map.of("service.ranking", 7)));

            assertSame(store, framework.await(Store.class));
            assertEquals(List.of(), store.peers().list());
        }
    }

    @Test
    void configurationThatIsNotValidIsRefusedAtFirst() {
        for (var configuration : List.of(
                new Configuration("", ""),
                new Configuration("", " "),
                new Configuration("", "not/absolute"),
                new Configuration("no filter", ""),
                new Configuration("(dataSourceName=a)(b=c)", ""))) {
            var refusal = assertThrows(
                    IllegalArgumentException.class, () -> new StoreComponent(framework.context(), configuration));
            assertEquals("coattail.store: ", refusal.getMessage().substring(0, 16));
            assertEquals(1, refusal.getMessage().lines().count(), "one line");
        }
    }

    @Test
    void configurationThatIsNotValidLeavesTheOldOneInForce() throws Exception {
        framework
                .context()
                .registerService(
                        DataSource.class, derby.dataSource(), TestFramework.properties(Map.of("dataSourceName", "a")));
        var component = new StoreComponent(framework.context(), new Configuration("(dataSourceName=a)", ""));
        var store = framework.await(Store.class);
        component.modified(new Configuration("no filter", ""));
        component.modified(new Configuration(" (dataSourceName=a) ", ""));

        assertSame(store, framework.await(Store.class), "nor does one that says the same in other words matter");
        assertEquals(List.of(), store.peers().list());
        component.deactivate();
        assertFalse(framework.has(Store.class));
    }

    /** A data source whose database isn't there. */
    private static DataSource unusable() {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:/nowhere/at/all;IFEXISTS=TRUE");
        return source;
    }
}
