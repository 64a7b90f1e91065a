// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.diary.Diary;
import coattail.itests.support.ActivatorJar;
import coattail.itests.support.Await;
import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;

/**
 * Two processes and a network that fails them: what was committed is there afterwards, verdicts are true, measured by
 * what the receiver has written down, and connections come back without a command. The pair serves all tests, in any
 * order: each leaves it as it found it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class FaultsIT {
    private static final boolean THOROUGH = Boolean.getBoolean("coattail.thorough");
    private static final int CUTS = THOROUGH ? 100 : 4;
    private static final int KILLS = THOROUGH ? 20 : 1;

    @TempDir
    static Path directory;

    private static Launcher launcher;
    private static FaultProxy proxy;
    /** Publishes. Whoever has its token comes through the proxy. */
    private static Site north;
    /** Has subscribed its diary to what north publishes as greet. */
    private static Site south;

    @BeforeAll
    static void connect() throws Exception {
        var place = directory.toRealPath();
        launcher = new Launcher(place.resolve("home"));
        north = new Site(launcher, place.resolve("north"), FreePort.next());
        south = new Site(launcher, place.resolve("south"), FreePort.next());
        int between = FreePort.next();
        proxy = FaultProxy.start(between, north.port());
        north.make("127.0.0.1:" + between).succeeded();
        south.make().succeeded();
        ActivatorJar.write(
                Files.createDirectories(south.directory().resolve("actions")).resolve("diary.jar"),
                Diary.class,
                "org.osgi.framework,coattail.api");
        north.start().succeeded();
        south.start().succeeded();
        north.issue("north.token", "--performable", "greet", "--subscribable", "greet");
        south.run("peer", "add", "@../north.token", "--name", "north").succeeded();
        Await.until(() -> "the diary", () -> Site.find(south.json("receiver", "list"), "name", Diary.NAME) != null);
        south.run("action", "subscribe", "greet", "--peer", "north", "--receiver", Diary.NAME)
                .succeeded();
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        proxy.close();
        Proc.kill(directory.toRealPath());
    }

    @Test
    void aSlowNetworkDelaysAndLosesNothing() throws Exception {
        proxy.delay();
        try {
            south.run("action", "perform", "greet", "{\"name\":\"Ada\"}", "--peer", "north")
                    .succeeded();
            assertEquals(1, north.processedOf("greet", "\"delayed\""));
        } finally {
            proxy.pass();
        }
        assertTrue(diary().contains("delayed"));
    }

    @Test
    void verdictsAreTrueWhereConnectionsAreCut() throws Exception {
        try (var publishing = Publishing.begin(north, "greet")) {
            for (int i = 0; i < CUTS; i++) {
                publishing.awaitMore(1);
                proxy.cut();
                awaitTogether();
            }
            publishing.awaitMore(1);
            Publishing.assertHonest(publishing.end(), diary());
        }
    }

    @Test
    void whatANetworkSwallowsIsUnknownAndTheNextConnectionIsAsGoodAsTheLast() throws Exception {
        proxy.stall();
        try {
            var counts = north.json("action", "publish", "greet", "\"swallowed\"", "--timeout", "2s")
                    .get("publication")
                    .get("counts");
            assertEquals(1, counts.get("unknown").intValue(), counts::toString);
            south.run("action", "perform", "greet", "{\"name\":\"Ada\"}", "--peer", "north", "--timeout", "2s")
                    .failed(1, "(DEADLINE)");
            north.run("action", "perform", "greet", "{\"name\":\"Bea\"}").succeeded();
            if (THOROUGH) {
                // Both notice it by themselves.
                Await.until(
                        () -> "an end",
                        () -> !attached() && !south.peerState("north").equals("connected"));
            }
            proxy.cut();
        } finally {
            proxy.pass();
        }
        awaitTogether();
        assertEquals(1, north.processedOf("greet", "\"after the silence\""));
        assertFalse(diary().contains("swallowed"));
    }

    @Test
    void aByteASecondIsNoConnection() throws Exception {
        proxy.trickle();
        try {
            proxy.cut();
            int before = proxy.ended();
            Await.until(() -> "a connection given up", () -> proxy.ended() > before);
            assertNotEquals("connected", south.peerState("north"));
            north.run("action", "perform", "greet", "{\"name\":\"Ada\"}").succeeded();
            assertEquals(
                    1, north.counts("greet", "\"to nobody\"").get("offline").intValue());
        } finally {
            proxy.pass();
        }
        awaitTogether();
        assertEquals(1, north.processedOf("greet", "\"in full\""));
        assertFalse(diary().contains("to nobody"));
    }

    @Test
    void verdictsAreTrueWhereTheSubscriberIsKilled() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            try (var publishing = Publishing.begin(north, "greet")) {
                publishing.awaitMore(2);
                south.kill();
                publishing.awaitMore(1);
                south.start().succeeded();
                awaitTogether();
                publishing.awaitMore(1);
                Publishing.assertHonest(publishing.end(), diary());
            }
        }
    }

    @Test
    void whatWasCommittedOutlivesThePublisher() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            var known = tokens();
            try (var publishing = Publishing.begin(north, "greet")) {
                publishing.awaitMore(1);
                north.issue("more.token", "--performable", "greet");
                known.add(newest(known));
                north.kill();
                Publishing.assertHonest(publishing.end(), diary());
            }
            north.start().succeeded();
            assertEquals(known, tokens());
            assertTrue(north.json("audit", "verify").get("whole").booleanValue());
            awaitTogether();
            assertEquals(1, north.processedOf("greet", "\"back " + i + "\""));
        }
    }

    /** A limit of the size of files, taken away again, as a disk that is full and then isn't. */
    @Test
    void aFullDiskRefusesChangesAndHarmsNothingElse() throws Exception {
        var known = tokens();
        limitFiles("4096:unlimited");
        try {
            north.run("token", "issue", "--performable", "greet").failed(1, "(");
            south.run("action", "perform", "greet", "{\"name\":\"Ada\"}", "--peer", "north")
                    .succeeded();
            assertEquals(1, north.processedOf("greet", "\"while it is full\""));
        } finally {
            limitFiles("unlimited:unlimited");
        }
        assertEquals(known, tokens());
        north.issue("room.token", "--performable", "greet");
        known.add(newest(known));
        assertEquals(known, tokens());
        assertTrue(north.json("audit", "verify").get("whole").booleanValue());
        assertEquals(1, north.processedOf("greet", "\"while there is room\""));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> String.join(" ", command));
    }

    /** For all files that north's process writes. */
    private static void limitFiles(String limit) throws IOException, InterruptedException {
        for (var process : Proc.in(north.directory())) {
            run("prlimit", "--pid", "" + process.pid(), "--fsize=" + limit);
        }
    }

    private static Set<String> tokens() throws Exception {
        var ids = new TreeSet<String>();
        north.json("token", "list").forEach(token -> ids.add(token.get("id").textValue()));
        return ids;
    }

    private static String newest(Set<String> known) throws Exception {
        var more = tokens();
        more.removeAll(known);
        assertEquals(1, more.size());
        return more.iterator().next();
    }

    /** What the receiver has written down, in that order. */
    private static List<String> diary() throws IOException {
        try {
            return Files.readAllLines(south.directory().resolve("data").resolve(Diary.NAME));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Nobody does anything for it. */
    private static void awaitTogether() throws Exception {
        south.awaitConnected("north");
        Await.until(() -> "south attached by itself", FaultsIT::attached);
    }

    private static boolean attached() throws Exception {
        return north.json("subscribers", "list").get(0).get("attached").booleanValue()
                && south.json("subscription", "list")
                        .get(0)
                        .get("state")
                        .textValue()
                        .equals("attached");
    }
}
