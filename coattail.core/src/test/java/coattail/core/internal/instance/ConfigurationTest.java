// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.ConfigurationEntry;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.spi.AdmissionLimits;

/** A configuration that changes while the instance runs. */
class ConfigurationTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private InMemoryTransport transport;
    private TestInstance north;

    @BeforeEach
    void open() {
        transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        north.open();
    }

    @AfterEach
    void close() {
        north.close();
        network.close();
    }

    private Settings settings(String name, boolean listen, String bind, int port, String advertise) {
        return new Settings(
                name,
                directory.resolve("north"),
                listen,
                bind,
                port,
                advertise,
                AdmissionLimits.DEFAULT,
                1_024,
                1 << 20,
                8,
                10_000,
                1_000);
    }

    private String bound() {
        return north.admin().status().bound();
    }

    @Test
    void theListenerMovesAndNoConnectionIsDropped() throws Exception {
        try (var south = new TestInstance("south", directory, transport)) {
            south.open();
            south.knows(north);
            assertEquals(List.of(), north.instance().update(settings("north", true, "127.0.0.1", 50_000, "127.0.0.1")));
            assertEquals("127.0.0.1:50000", bound());
            assertEquals("127.0.0.1:50000", north.admin().status().advertised());
            assertEquals(
                    List.of(),
                    get(south.coattail().peer("north").actions().result()),
                    "over the connection from before");
        }
    }

    @Test
    void theSamePortCanBeBoundElsewhere() throws Exception {
        north.instance().update(settings("north", true, "127.0.0.1", 50_000, "127.0.0.1"));
        north.instance().update(settings("north", true, "", 50_000, "127.0.0.1"));
        assertTrue(bound().endsWith(":50000"), bound());
    }

    @Test
    void aPortInUseLeavesTheOldOneInForce() {
        try (var south = new TestInstance("south", directory, transport)) {
            south.open();
            int taken = Integer.parseInt(south.admin().status().bound().replaceAll(".*:", ""));
            var before = bound();
            var refused = assertThrows(IOException.class, () -> north.instance()
                    .update(settings("north", true, "127.0.0.1", taken, "127.0.0.1")));
            assertTrue(refused.getMessage().startsWith("port " + taken), refused.getMessage());
            assertTrue(north.admin().status().listening());
            assertEquals(before.replaceAll(":.*", ""), bound().replaceAll(":.*", ""));
        }
    }

    @Test
    void anAdvertisedAddressThatIsNoneChangesNothing() {
        var before = bound();
        assertThrows(IllegalArgumentException.class, () -> north.instance()
                .update(settings("north", true, "127.0.0.1", 50_000, "no address")));
        assertEquals(before, bound());
    }

    @Test
    void listeningCanBeSwitchedOffAndOn() throws Exception {
        north.instance().update(settings("north", false, "127.0.0.1", 50_000, "127.0.0.1"));
        assertFalse(north.admin().status().listening());
        north.instance().update(settings("north", true, "127.0.0.1", 50_000, "127.0.0.1"));
        assertEquals("127.0.0.1:50000", bound());
    }

    @Test
    void whatHoldsForAnInstancesLifeWaitsForTheNextStart() throws Exception {
        var later = north.instance().update(settings("nord", true, "127.0.0.1", 50_000, "127.0.0.1"));
        assertEquals(List.of("coattail.instance: name"), later);
        assertEquals("north", north.admin().status().name());
        assertEquals("127.0.0.1:50000", bound());
    }

    @Test
    void theConfigurationShowsWhatIsInForceAndWhatWaits() throws Exception {
        north.instance().update(settings("nord", true, "127.0.0.1", 50_000, "127.0.0.1"));
        var shown = north.admin().configuration();
        assertTrue(shown.contains(new ConfigurationEntry("coattail.instance", "name", "north", Optional.of("nord"))));
        assertTrue(shown.contains(new ConfigurationEntry("coattail.listener", "port", "50000", Optional.empty())));
        assertEquals(
                shown.size(),
                shown.stream()
                        .map(entry -> entry.pid() + " " + entry.key())
                        .distinct()
                        .count());
    }

    @Test
    void everySettingThatCanBeMadeIsShown() throws Exception {
        var shown = north.admin().configuration().stream()
                .map(entry -> entry.pid() + ": " + entry.key())
                .collect(Collectors.toCollection(TreeSet::new));
        var shipped = new TreeSet<String>();
        for (var pid : List.of("coattail.instance", "coattail.listener", "coattail.security", "coattail.publication")) {
            var file = new Properties();
            try (var reader = Files.newBufferedReader(Path.of("../features/src/main/cfg", pid + ".cfg"))) {
                file.load(reader);
            }
            file.stringPropertyNames().forEach(key -> shipped.add(pid + ": " + key));
        }
        assertEquals(shipped, shown);
    }

    @Test
    void anOperatorStopsTheListenerUntilHeStartsIt() throws Exception {
        try (var south = new TestInstance("south", directory, transport)) {
            south.open();
            south.knows(north);
            var stopped = north.admin().stopListening();
            assertFalse(stopped.listening());
            assertTrue(stopped.warnings().get(0).startsWith("no peer can connect"), stopped.warnings()::toString);
            assertEquals(
                    List.of(),
                    get(south.coattail().peer("north").actions().result()),
                    "over the connection from before");
            north.instance().update(settings("north", true, "127.0.0.1", 50_000, "127.0.0.1"));
            assertFalse(north.admin().status().listening(), "whatever the configuration says");
            assertEquals("127.0.0.1:50000", north.admin().startListening().bound());
            assertEquals(List.of(), north.admin().status().warnings());
        }
    }

    @Test
    void whatTheListenerDoesAlreadyIsRefused() throws Exception {
        assertRefused(ErrorCode.BAD_INPUT, "it listens already, on ", north.admin()::startListening);
        north.admin().stopListening();
        assertRefused(ErrorCode.BAD_INPUT, "it doesn't listen", north.admin()::stopListening);
        north.instance().update(settings("north", false, "127.0.0.1", 50_000, "127.0.0.1"));
        assertRefused(ErrorCode.BAD_INPUT, "etc/coattail.listener.cfg says", north.admin()::startListening);
    }

    @Test
    void aListenerThatCannotStartStaysStopped() throws Exception {
        try (var south = new TestInstance("south", directory, transport)) {
            south.open();
            int taken = Integer.parseInt(south.admin().status().bound().replaceAll(".*:", ""));
            north.admin().stopListening();
            north.instance().update(settings("north", true, "127.0.0.1", taken, "127.0.0.1"));
            assertRefused(ErrorCode.UNAVAILABLE, "port " + taken, north.admin()::startListening);
            assertFalse(north.admin().status().listening());
            north.instance().update(settings("north", true, "127.0.0.1", 50_000, "127.0.0.1"));
            assertEquals("127.0.0.1:50000", north.admin().startListening().bound());
        }
    }

    private static void assertRefused(ErrorCode code, String message, Executable what) {
        var refused = assertThrows(CoattailException.class, what);
        assertEquals(code, refused.code());
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
}
