// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static coattail.itests.process.TwoSites.assertStarted;
import static coattail.itests.process.TwoSites.awaitAttached;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.support.Await;
import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;

/**
 * The distribution as its users have it: instances that are processes, and the launcher's commands. A start takes its
 * time, so one pair serves all tests, and each goes on from where the one before has left it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class TwoProcessesIT {
    private static final long MOST_RESIDENT_KILOBYTES = 400 * 1024;

    @TempDir
    static Path directory;

    private static TwoSites sites;
    private static Site north;
    private static Site south;

    @BeforeAll
    static void startBoth() throws Exception {
        sites = new TwoSites(directory);
        north = sites.north;
        south = sites.south;
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        Proc.kill(directory);
    }

    @Test
    @Order(1)
    void eachRunsOnItsOwn() throws Exception {
        var status = north.json("service", "status");
        assertEquals(2, status.size());
        for (var site : List.of(north, south)) {
            var row = Site.find(status, "name", site.name());
            assertEquals("listening", row.get("state").textValue());
            assertEquals(site.port(), row.get("port").intValue());
            assertEquals(site.directory().toString(), row.get("directory").textValue());
            assertTrue(Proc.in(site.directory()).stream()
                    .anyMatch(process -> process.pid() == row.get("pid").longValue()));
            var info = site.json("info");
            assertTrue(info.get("id").textValue().matches("ct:[A-Za-z0-9_-]{43}"));
            assertTrue(info.get("listening").booleanValue());
            assertEquals(site.address(), info.get("advertised").textValue());
        }
        assertNotEquals(north.id(), south.id());
        south.run("service", "start", "--headless").failed(1, "already running", "pid");
    }

    @Test
    @Order(2)
    void aTokenMakesAPeer() throws Exception {
        var token = sites.issue(north, "north.token", "--performable", "greet,recall", "--publishable", "greet");
        assertTrue(token.matches("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+"), token);
        var added =
                south.run("peer", "add", "@../north.token", "--name", "north").succeeded();
        assertTrue(added.startsWith("Connected to north.\n"), added);
        assertTrue(added.contains(north.id()), added);

        var peers = south.json("peer", "list");
        assertEquals(1, peers.size());
        assertEquals("connected", peers.get(0).get("state").textValue());
        assertEquals(north.id(), peers.get(0).get("id").textValue());
        assertEquals(
                south.id(), north.json("token", "list").get(0).get("boundTo").textValue());

        var actions = south.json("action", "list", "--peer", "north");
        var greet = Site.find(actions, "name", "greet");
        assertTrue(greet.get("perform").booleanValue() && greet.get("publish").booleanValue());
        var echo = Site.find(actions, "name", "echo");
        assertFalse(echo.get("perform").booleanValue() || echo.get("publish").booleanValue());
        assertTrue(echo.get("subscribe").booleanValue());
    }

    @Test
    @Order(3)
    void whatTheTokenAllowsIsPerformed() throws Exception {
        var text = south.run("action", "perform", "greet", "{\"name\":\"Ada\"}", "--peer", "north")
                .succeeded();
        assertEquals("{\n  \"text\" : \"Hello, Ada\"\n}\n", text);
        var guest = Files.writeString(directory.resolve("guest.json"), "{\"name\": \"Zoë\"}")
                .toFile();
        assertTrue(south.runWithInput(guest, "action", "perform", "greet", "-", "--peer", "north")
                .succeeded()
                .contains("Hello, Zoë"));

        String[] refused = {"action", "perform", "slow", "{\"millis\":10}", "--peer", "north"};
        south.run(refused).failed(1, "'slow'", "(FORBIDDEN)");
        refused = Stream.concat(Stream.of(refused), Stream.of("--json")).toArray(String[]::new);
        var error = south.run(refused).failedInJson();
        assertEquals("FORBIDDEN", error.get("code").textValue());
        assertFalse(error.get("retryable").booleanValue());
    }

    @Test
    @Order(4)
    void aPublicationReachesTheReceiverAndComesBackAsAVerdict() throws Exception {
        assertEquals(
                "Subscribed remember to greet at north.\n",
                south.run("action", "subscribe", "greet", "--peer", "north", "--receiver", "remember")
                        .succeeded());
        assertEquals(
                "attached",
                south.json("subscription", "list").get(0).get("state").textValue());

        var publication = north.json("action", "publish", "greet", "{\"text\":\"Good morning\"}")
                .get("publication");
        assertEquals(1, publication.get("subscriptions").intValue());
        var verdict = publication.get("verdicts").get(0);
        assertEquals(south.id(), verdict.get("subscriber").get("id").textValue());
        assertEquals("processed", verdict.get("verdict").textValue());
        assertTrue(south.remembers("text", "Good morning"));

        var asked = south.json("action", "perform", "greet", "{\"name\":\"Bea\"}", "--peer", "north", "--notify");
        assertEquals(1, asked.get("publication").get("counts").get("processed").intValue());
        assertTrue(south.remembers("text", "Hello, Bea"));
    }

    @Test
    @Order(5)
    void badInputGetsALineEachAndTheConnectionSurvives() throws Exception {
        var connection = Proc.connectionsTo(north.port());
        assertEquals(1, connection.size(), "one connection serves both");
        Files.writeString(directory.resolve("large.json"), "{\"name\":\"" + "x".repeat(1 << 20) + "\"}");
        Files.writeString(
                directory.resolve("changed.token"),
                Refusals.changed(Files.readString(directory.resolve("north.token"))));
        sites.issue(south, "own.token");

        assertAll(new Refusals(north, south).all());

        assertEquals(connection, Proc.connectionsTo(north.port()), "the connection is another one");
        assertEquals(1, south.json("subscription", "list").size());
        assertEquals(1, south.json("peer", "list").size());
        assertEquals(1, north.processedOf("greet", "{\"text\":\"Still there\"}"));
        assertTrue(south.remembers("text", "Still there"));
    }

    @Test
    @Order(6)
    void anIdleInstanceStaysSmall() throws Exception {
        for (var site : List.of(north, south)) {
            long resident = Proc.residentKilobytes(site.directory());
            assertTrue(
                    resident > 0 && resident < MOST_RESIDENT_KILOBYTES, () -> site.name() + " has " + resident + " kB");
        }
    }

    @Test
    @Order(7)
    void aThirdOneGetsNoPortInUseAndNoTokenOfAnother() throws Exception {
        var east = new Site(sites.launcher, north.directory().resolveSibling("east"), north.port());
        east.make().succeeded();
        east.run("service", "start", "--headless").failed(1, "port " + north.port(), "in use", "coattail.listener.cfg");
        assertEquals(
                "stopped",
                Site.find(east.json("service", "status"), "name", "east")
                        .get("state")
                        .textValue());

        // What the line says to do helps.
        var file = east.directory().resolve("etc/coattail.listener.cfg");
        east = new Site(sites.launcher, east.directory(), FreePort.next());
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^port *=.*$", "port = " + east.port()));
        assertStarted(east, east.start());

        // South's key is bound to the token, whoever else has got hold of it.
        east.run("peer", "add", "@../north.token").failed(1, "not accepted", "(AUTH_FAILED)");
        assertEquals(0, east.json("peer", "list").size());
        // A token leads to the one that issued it, whatever address is dialled.
        sites.issue(east, "east.token");
        south.run("peer", "add", "@../east.token", "--host", north.address()).failed(1, "(");
        assertEquals(1, south.json("peer", "list").size());

        assertEquals("east has stopped\n", east.run("service", "stop").succeeded());
        assertEquals(List.of(), Proc.in(east.directory()));
        east.run("service", "stop").failed(1, "isn't running");
        east.run("info").failed(1, "isn't running", "service start");
    }

    @Test
    @Order(8)
    void aTokenOutlivesKill9OfItsIssuer() throws Exception {
        sites.issue(south, "south.token");
        south.kill();

        Await.until(
                () -> "north aware that south is gone",
                () -> !north.json("subscribers", "list").get(0).get("attached").booleanValue());
        assertEquals(
                1,
                north.counts("greet", "{\"text\":\"Nobody hears\"}")
                        .get("offline")
                        .intValue());
        assertStarted(south, south.start());
        south.awaitConnected("north");
        awaitAttached(south);
        assertEquals(1, north.processedOf("greet", "{\"text\":\"Back\"}"));
        assertTrue(south.remembers("text", "Back"));
    }

    @Test
    @Order(9)
    void aPeerOutlivesKill9OfWhoAddedIt() throws Exception {
        // The token was issued right before its issuer was killed.
        north.run("peer", "add", "@../south.token", "--name", "south").succeeded();
        north.kill();

        String[] perform = {"action", "perform", "greet", "{\"name\":\"Cy\"}", "--peer", "north"};
        Await.until(() -> "south aware that north is gone", () -> !south.peerState("north")
                .equals("connected"));
        south.run(perform).failed(1, "north", "(NOT_CONNECTED)");
        south.run("action", "subscribe", "echo", "--peer", "north", "--receiver", "remember")
                .failed(1, "(NOT_CONNECTED)");
        assertEquals(1, south.json("subscription", "list").size(), "what was refused is stored nowhere");

        assertStarted(north, north.start());
        north.awaitConnected("south");
        assertEquals(south.id(), north.json("peer", "show", "south").get("id").textValue());
        south.run(perform).succeeded();
        awaitAttached(south);
        assertEquals(1, north.processedOf("greet", "{\"text\":\"North is back\"}"));
        assertTrue(south.remembers("text", "North is back"));
    }

    @Test
    @Order(10)
    void aSubscriptionOutlivesKill9OfBoth() throws Exception {
        north.run("action", "subscribe", "greet", "--peer", "south", "--receiver", "remember")
                .succeeded();
        north.kill();
        south.kill();

        sites.startTogether();
        north.awaitConnected("south");
        awaitAttached(north);
        awaitAttached(south);
        assertEquals(1, south.processedOf("greet", "{\"text\":\"To north\"}"));
        assertTrue(north.remembers("text", "To north"));
        assertEquals(1, north.processedOf("greet", "{\"text\":\"To south\"}"));
        assertTrue(south.remembers("text", "To south"));
    }

    @Test
    @Order(11)
    void aCascadeRunsThroughBoth() throws Exception {
        // Each publication of north's echo makes south greet, and publish the greeting, which north has subscribed to.
        south.run("action", "subscribe", "echo", "--peer", "north", "--receiver", "welcome")
                .succeeded();
        assertEquals(1, north.processedOf("echo", "{\"name\":\"Grace\"}"));
        Await.until(() -> "the greeting at north", () -> north.remembers("text", "Hello, Grace"));

        assertEquals(
                "Unsubscribed",
                south.run("action", "unsubscribe", "echo", "--peer", "north", "--receiver", "welcome")
                        .succeeded()
                        .split(" ")[0]);
        assertEquals(
                0,
                north.json("action", "publish", "echo", "{}")
                        .get("publication")
                        .get("subscriptions")
                        .intValue());
    }

    @Test
    @Order(12)
    void aRevokedTokenEndsWhatStandsUnderIt() throws Exception {
        var id = Site.find(north.json("token", "list"), "boundTo", south.id())
                .get("id")
                .textValue();
        north.run("token", "revoke", id).failed(2, "--force");
        north.run("token", "revoke", id, "--force").succeeded();
        south.run("action", "perform", "greet", "{\"name\":\"Di\"}", "--peer", "north")
                .failed(1, "(REVOKED)");
    }

    @Test
    @Order(13)
    void aValidationTokenAndTheKeyThatSignsAreTakenAway() throws Exception {
        var validation =
                south.run("validation", "issue", "--quiet", "--print-raw-token").succeeded();
        Files.writeString(directory.resolve("south.validation"), validation);
        var fingerprint = south.json("info").get("fingerprint").textValue();
        String[] add = {"validation", "add", "@../south.validation", "--fingerprint", fingerprint};
        north.run(
                        "validation",
                        "add",
                        "@../south.validation",
                        "--fingerprint",
                        north.json("info").get("fingerprint").textValue())
                .failed(1, fingerprint, "nothing was added", "(BAD_INPUT)");
        var id = north.run(add).succeeded().lines().findFirst().orElseThrow().replaceFirst("Id +", "");

        sites.issue(north, "listed.token", "--performable", "greet", "--bearers", "vt://" + id);
        south.run("peer", "add", "@../listed.token").succeeded();
        greets();
        north.run("key", "rotate").succeeded();
        greets();
        north.run("validation", "remove", id, "--force").succeeded();
        south.run("action", "perform", "greet", "{\"name\":\"Eve\"}", "--peer", "north")
                .failed(1, "(REVOKED)");

        north.run(add).succeeded();
        sites.issue(north, "again.token", "--performable", "greet", "--bearers", "vt://" + id);
        south.run("peer", "add", "@../again.token").succeeded();
        greets();
        var dropped = north.json("key", "rotate", "--compromised", "--force");
        assertEquals(1, dropped.get("revoked").size());
        assertEquals(1, dropped.get("ended").intValue());
        south.run("action", "perform", "greet", "{\"name\":\"Eve\"}", "--peer", "north")
                .failed(1, "(REVOKED)");
        var peer = south.json("peer", "show", "north");
        assertTrue(peer.get("reason").textValue().contains("the token was revoked"), peer::toString);
    }

    private static void greets() throws Exception {
        south.run("action", "perform", "greet", "{\"name\":\"Eve\"}", "--peer", "north")
                .succeeded();
    }

    @Test
    @Order(14)
    void stoppedTheyLeaveNothingRunningAndNoTokenInTheirLogs() throws Exception {
        for (var site : List.of(north, south)) {
            assertEquals(
                    site.name() + " has stopped\n", site.run("service", "stop").succeeded());
        }
        assertEquals(List.of(), Proc.in(directory));
        for (var row :
                sites.launcher.run(directory, "service", "status", "--json").json()) {
            assertEquals("stopped", row.get("state").textValue());
        }
        sites.assertNoTokenInLogs();
    }
}
