// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.core.admin.PeerStatus;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;

class PeerVerbsTest extends VerbFixture {
    @Test
    void addsAPeerWithATokenFromAnywhereButShowsItNowhere() {
        var asked = Shell.terminal(" " + FakeInstance.TOKEN_TEXT + " ").run(verb("peer-add"), "--name", "plant");
        var read = Shell.console()
                .reading(FakeInstance.TOKEN_TEXT + "\n")
                .run(verb("peer-add"), "-", "--host", "10.0.0.7:49365");
        for (var ran : List.of(asked, read)) {
            assertEquals(0, ran.exitCode(), ran.err());
            assertTrue(ran.out().startsWith("Connected to plant.\n"), ran.out());
            assertFalse((ran.out() + ran.err()).contains("eyJ"));
        }
        assertEquals(
                List.of(
                        "add " + FakeInstance.TOKEN_TEXT + " plant -",
                        "add " + FakeInstance.TOKEN_TEXT + " - 10.0.0.7:49365"),
                instance.asked);
    }

    @Test
    void addingAPeerSaysWhatIsWrong() {
        assertRefused(run("peer-add"), 2, "there is nobody to ask here; give the token as @file, or as -");
        assertRefused(Shell.terminal(" ").run(verb("peer-add")), 2, "nothing was entered");
        assertRefused(Shell.console().reading("\n").run(verb("peer-add"), "-"), 2, "TOKEN: it is empty");
        assertRefused(run("peer-add", "eyJhbGciOiJFZERTQSJ9.e30.x"), 1, "this isn't a token: *** (AUTH_FAILED)");
    }

    @Test
    void showsAPeer() {
        var peer = json("peer-show", "plant");
        assertEquals("connected", peer.path("state").asText());
        assertEquals(List.of("*"), List.of(peer.at("/allowed/subscribable/0").asText()));
        assertTrue(run("peer-show", "plant").out().contains("Until             2026-08-02 10:30Z (in 90d)"));
        assertRefused(run("peer-show", "moon"), 1, "there is no peer moon (NOT_CONNECTED)");
        instance.peers.known.set(0, FakePeers.peer(PeerStatus.State.REFUSED, "the token was revoked"));
        assertTrue(run("peer-show", "plant").out().contains("refused: the token was revoked"));
        assertEquals(
                "the token was revoked", json("peer-list").get(0).path("reason").asText());
    }

    @Test
    void removingAPeerAsksAndThenAboutItsTokens() {
        assertEquals(
                "Removed plant; 1 subscription ended, 1 token revoked.\n",
                Shell.terminal("y").run(verb("peer-remove"), "plant").out());
        var kept = "Removed plant; 1 subscription ended, 0 tokens revoked.\n"
                + "It may come back with what it still holds: " + FakeInstance.TOKEN_ID + "\n";
        assertEquals(
                kept,
                Shell.terminal("y")
                        .run(verb("peer-remove"), "plant", "--keep-tokens")
                        .out());
        assertRefused(Shell.terminal("").run(verb("peer-remove"), "plant"), 1, "nothing was removed (CANCELLED)");
        var id = FakeInstance.PLANT.id();
        assertEquals(List.of("remove " + id + " and its tokens", "remove " + id), instance.asked);
    }

    @Test
    void forcingAPeerOutAsksNothing() {
        assertEquals(
                "Removed plant; 1 subscription ended, 0 tokens revoked.\n"
                        + "It couldn't be told, and lists the subscriptions as offline until it is added again.\n"
                        + "It may come back with what it still holds: " + FakeInstance.TOKEN_ID + "\n",
                run("peer-remove", "plant", "--force").out());
        var revoked = json("peer-remove", "plant", "--force", "--revoke-tokens");
        assertEquals(FakeInstance.TOKEN_ID, revoked.at("/revoked/0").asText());
        assertFalse(revoked.path("told").asBoolean());
        var id = FakeInstance.PLANT.id();
        assertEquals(List.of("force out " + id, "force out " + id + " and its tokens"), instance.asked);
    }

    @Test
    void removingAPeerNeedsAnAnswer() {
        assertRefused(run("peer-remove", "plant"), 2, "there is nobody to ask here; say --force");
        assertRefused(
                run("peer-remove", "plant", "--keep-tokens", "--revoke-tokens"),
                2,
                "--revoke-tokens and --keep-tokens exclude each other");
        var program = Shell.terminal("y").run(verb("peer-remove"), "plant", "--json");
        assertEquals(2, program.exitCode());
        assertTrue(program.out().contains("there is nobody to ask here"), program.out());
        assertEquals(List.of(), instance.asked);
    }

    @Test
    void renamesAPeer() {
        assertEquals(
                "plant is called works now.\n",
                run("peer-rename", "plant", "works").out());
        assertEquals("works", json("peer-show", "works").path("name").asText());
        assertRefused(run("peer-rename", "plant"), 2, "NEW-NAME is missing");
        assertRefused(run("peer-rename", "moon", "sun"), 1, "there is no peer moon");
    }

    @Test
    void pingsAPeerAndStopsWhereItIsSilent() {
        instance.peers.pongs.addAll(
                List.of(Duration.ofNanos(1_500_000), Duration.ofNanos(400_000), Duration.ofMillis(2)));
        assertEquals(
                """
                plant answered in 1.500 ms
                plant answered in 0.400 ms
                plant answered in 2.000 ms
                Between 0.400 and 2.000 ms.
                """,
                run("peer-ping", "plant").out());
        instance.peers.pongs.add(Duration.ofMillis(7));
        var half = run("peer-ping", "plant", "--count", "9", "--timeout", "1s", "--json");
        assertEquals(1, half.exitCode());
        var json = Json.read(half.out());
        assertEquals("[7.000]", json.path("answeredMillis").toString());
        assertEquals(2, json.path("asked").asInt());
        assertEquals("DEADLINE", json.at("/error/code").asText());
        assertEquals("ping " + FakeInstance.PLANT.id() + " PT1S", instance.asked.get(4));
        assertRefused(run("peer-ping", "plant", "--count", "0"), 2, "--count: '0' isn't a whole number from 1");
        assertRefused(run("peer-ping", "plant"), 1, "no answer came (DEADLINE)");
    }
}
