// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;
import coattail.shell.internal.run.Verb;

class InstanceVerbsTest extends VerbFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "action-list",
                "receiver-list",
                "subscription-list",
                "subscribers-list",
                "peer-list",
                "session-list",
                "token-list",
                "audit-show"
            })
    void tablesFitATerminal(String name) {
        var ran = Shell.terminal("").run(verb(name));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().lines().allMatch(line -> line.length() <= 80), ran.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action-list",
                "receiver-list",
                "subscription-list",
                "subscribers-list",
                "peer-list",
                "session-list",
                "token-list",
                "audit-show"
            })
    void anEmptyListIsASentenceOrAnEmptyArray(String name) {
        instance.empty = true;
        var ran = run(name);
        assertEquals(0, ran.exitCode());
        assertEquals(1, ran.out().lines().count(), ran.out());
        assertEquals(Json.read("[]"), json(name));
    }

    @Test
    void migratesTheSchema() {
        assertEquals(
                "Derby 10.14: schema version 2 of 3, 1 migration is pending.\n",
                run("data-migrate", "status").out());
        assertEquals(
                "Derby 10.14: schema version 3, up to date; 1 migration applied.\n",
                run("data-migrate").out());
        assertEquals(0, json("data-migrate", "up").path("applied").asInt());
        assertEquals(List.of("migrate", "migrate"), instance.asked);
        assertRefused(run("data-migrate", "down"), 2, "STEP: 'down' isn't one of up, status");
    }

    @Test
    void showsTheConfigurationAndWhatWaits() {
        var shown = run("info", "--config").out();
        assertTrue(shown.contains("etc/coattail.instance.cfg\n  name  gate, and at the next start gateway\n"), shown);
        assertTrue(shown.contains("etc/coattail.listener.cfg\n  bind  -\n  port  49365\n"), shown);
        assertFalse(run("info").out().contains("etc/coattail"));
        assertEquals("gateway", json("info").at("/configuration/0/next").asText());
        assertTrue(json("info").at("/configuration/1/next").isNull());
    }

    @Test
    void switchesTheListener() {
        assertEquals(
                "Not listening any more; 1 peer is still connected.\n",
                run("service-stop").out());
        assertTrue(run("service-status").out().startsWith("Listening   no\n"));
        assertFalse(json("service-status").path("listening").asBoolean());
        assertEquals("Listening on 0.0.0.0:49365.\n", run("service-start").out());
        assertRefused(run("service-start"), 1, "it listens already, on 0.0.0.0:49365 (BAD_INPUT)");
    }

    @Test
    void saysItsVersion() {
        assertTrue(run("version").out().startsWith("Coattail 1.2.3, Java "));
        assertEquals("1.2.3", json("version").path("version").asText());
    }

    @Test
    void whatTheLauncherAnswersIsForTheConsoleAlone() {
        assertEquals(
                List.of("version", "service-start", "service-stop", "service-status"),
                verbs.stream()
                        .map(Verb::usage)
                        .filter(Usage::consoleOnly)
                        .map(Usage::name)
                        .toList());
    }

    @Test
    void showsAReceiver() {
        var shown = run("receiver-show", "remember").out();
        assertTrue(shown.startsWith("Name           remember\n"), shown);
        assertTrue(shown.contains("\nTakes\n{\n  \"type\" : \"object\"\n}"), shown);
        assertEquals(
                "object", json("receiver-show", "remember").at("/schema/type").asText());
        assertRefused(run("receiver-show", "moon"), 1, "there is no receiver 'moon' here; 'receiver list' shows");
    }

    @Test
    void aReceiverThatIsNotOfferedSaysWhy() {
        var shown = run("receiver-show", "broken").out();
        assertTrue(shown.startsWith("No receiver 'broken' is offered here.\n"), shown);
        assertTrue(shown.contains("its type can't be told"), shown);
        var json = json("receiver-show", "broken");
        assertFalse(json.path("offered").asBoolean());
        assertTrue(json.path("schema").isNull());
        assertEquals("its type can't be told", json.at("/notOffered/0/reason").asText());
        assertTrue(run("receiver-list").out().contains("Deployed, but not offered:"));
    }

    @Test
    void revokingASubscriptionAsks() {
        var id = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
        var asked = new ArrayList<String>();
        var revoked = Shell.asked(asked, "y").run(verb("subscribers-revoke"), "0f1e2d3c");
        assertEquals(
                "Revoked " + id + "; nothing published as 'greet' goes to plant ('welcome') any more.\n",
                revoked.out());
        assertEquals(List.of("End the subscription of plant ('welcome') to 'greet'? [y/N] "), asked);
        assertRefused(Shell.terminal("").run(verb("subscribers-revoke"), "0f"), 1, "nothing was revoked (CANCELLED)");
        assertRefused(run("subscribers-revoke", "0f"), 2, "there is nobody to ask here; say --force");
        assertEquals(id, json("subscribers-revoke", "0f", "--force").path("id").asText());
        assertRefused(run("subscribers-revoke", "77", "--force"), 1, "nobody has a subscription 77");
        assertEquals(List.of("revoke subscription " + id, "revoke subscription " + id), instance.asked);
    }
}
