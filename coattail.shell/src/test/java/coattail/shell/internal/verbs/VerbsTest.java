// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.Permissions.Limits;
import coattail.core.admin.TokenRequest;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;
import coattail.shell.internal.run.Verb;

class VerbsTest {
    private final FakeInstance instance = new FakeInstance();
    private final List<Verb> verbs = Verbs.all(instance, Clock.fixed(FakeInstance.NOW, ZoneOffset.UTC));

    private Verb verb(String name) {
        return verbs.stream()
                .filter(verb -> verb.usage().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Shell.Ran run(String name, String... words) {
        return Shell.script().run(verb(name), words);
    }

    private JsonNode json(String name, String... words) {
        var all = new String[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--json";
        var ran = run(name, all);
        assertEquals("", ran.err());
        return Json.read(ran.out());
    }

    private static void assertRefused(Shell.Ran ran, int exitCode, String line) {
        assertEquals(exitCode, ran.exitCode());
        assertEquals("", ran.out());
        assertTrue(ran.err().startsWith("coattail: " + line), ran.err());
        assertEquals(1, ran.err().lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "action-list",
                "receiver-list",
                "subscription-list",
                "subscribers-list",
                "peer-list",
                "token-list"
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
                "token-list"
            })
    void anEmptyListIsASentenceOrAnEmptyArray(String name) {
        instance.empty = true;
        var ran = run(name);
        assertEquals(0, ran.exitCode());
        assertEquals(1, ran.out().lines().count(), ran.out());
        assertEquals(Json.read("[]"), json(name));
    }

    @Test
    void performPrintsTheOutput() {
        var ran = run("action-perform", "greet", "{\"name\":\"Ada\"}", "--peer", "plant", "--timeout", "5s");
        assertEquals(new Shell.Ran(0, "{\n  \"text\" : \"Hello, Ada\",\n  \"n\" : 1.10\n}\n", ""), ran);
        assertEquals(
                List.of("perform greet JSON {\"name\":\"Ada\"} at plant [Deadline[duration=PT5S]]"), instance.asked);
    }

    @Test
    void performSendsNothingWhereNothingIsGiven() {
        assertEquals(0, run("action-perform", "recall").exitCode());
        assertEquals(List.of("perform recall - at here []"), instance.asked);
    }

    @Test
    void performSendsStandardInputAsItIs() {
        var ran = Shell.console().reading(" {\"n\": 1.10}\n").run(verb("action-perform"), "echo", "-");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(List.of("perform echo JSON  {\"n\": 1.10}\n at here []"), instance.asked);
    }

    @Test
    void performRefusesWhatIsNoJsonBeforeItAsks() {
        assertRefused(run("action-perform", "greet", "Ada"), 2, "DATA: this isn't JSON (line 1, column ");
        assertEquals(List.of(), instance.asked);
    }

    @Test
    void performWithNotifyShowsVerdicts() {
        var ran = run("action-perform", "greet", "--notify");
        assertTrue(ran.out().contains("Published to 2 subscriptions: 1 processed, 1 offline."), ran.out());
        assertTrue(ran.out().contains("plant      │ welcome  │ offline"), ran.out());
        assertEquals(List.of("perform greet - at here [PublishResult[], Verdicts[]]"), instance.asked);
        var publication = json("action-perform", "greet", "--notify").path("publication");
        assertEquals(2, publication.path("subscriptions").asInt());
        assertEquals(1, publication.at("/counts/offline").asInt());
        assertEquals(0, publication.at("/counts/enqueued").asInt());
        assertEquals("plant", publication.at("/verdicts/0/subscriber/name").asText());
    }

    @Test
    void performKeepsTheOutputOfWhatWasNotPublished() {
        instance.coattail.publication = CompletableFuture.failedFuture(
                new CoattailException(ErrorCode.FORBIDDEN, "the token doesn't allow publishing greet"));
        var ran = run("action-perform", "greet", "--notify");
        assertEquals(1, ran.exitCode());
        assertTrue(ran.out().contains("Hello, Ada"), ran.out());
        assertEquals(
                "coattail: performed, but the output was not published: the token doesn't allow publishing greet "
                        + "(FORBIDDEN)\n",
                ran.err());
        var json = json("action-perform", "greet", "--notify");
        assertEquals("Hello, Ada", json.at("/output/text").asText());
        assertEquals("FORBIDDEN", json.at("/error/code").asText());
        assertTrue(json.path("publication").isNull());
    }

    @Test
    void performPrintsTextAndBytes() {
        instance.coattail.output = output(ContentType.TEXT, "two\nlines\u001b[2J");
        assertEquals("two\nlines\\u001b[2J\n", run("action-perform", "x").out());
        instance.coattail.output = output(ContentType.OPAQUE, "\u0000\u001bé");
        assertEquals("\u0000\u001bé", run("action-perform", "x").out());
        assertEquals(
                "4 bytes that aren't text; send them into a file to have them\n",
                Shell.terminal("").run(verb("action-perform"), "x").out());
        assertEquals("ABvDqQ==", json("action-perform", "x").path("output").asText());
        assertEquals("opaque", json("action-perform", "x").path("contentType").asText());
        instance.coattail.output = CompletableFuture.completedFuture(null);
        assertEquals(
                "Done; the action answered nothing.\n",
                run("action-perform", "x").out());
        assertTrue(json("action-perform", "x").path("output").isNull());
        instance.coattail.output = output(ContentType.JSON, "{broken");
        assertRefused(run("action-perform", "x"), 1, "the answer says that it is JSON, and isn't");
    }

    private static CompletableFuture<Payload> output(ContentType type, String text) {
        return CompletableFuture.completedFuture(Payload.of(type, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void givingUpCancelsTheCall() {
        instance.coattail.output = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertRefused(run("action-perform", "slow"), 1, "cancelled (CANCELLED)");
        assertEquals(List.of("perform slow - at here []", "cancel"), instance.asked);
    }

    @Test
    void publishAsksForVerdicts() {
        var ran = run("action-publish", "greet", "{}", "--peer", "plant");
        assertTrue(ran.out().startsWith("Published to 2 subscriptions: 1 processed, 1 offline.\n"), ran.out());
        assertEquals(List.of("publish greet JSON {} at plant [Verdicts[]]"), instance.asked);
        assertEquals(
                "plant",
                json("action-publish", "greet", "--peer", "plant").path("peer").asText());
        assertTrue(json("action-publish", "greet").path("peer").isNull());
    }

    @Test
    void subscribesAndUnsubscribes() {
        assertEquals(
                "Subscribed remember to greet at plant.\n",
                run("action-subscribe", "greet", "--peer", "plant", "--receiver", "remember", "--policy", "latest")
                        .out());
        assertEquals(
                "Unsubscribed remember from greet at plant.\n",
                run("action-unsubscribe", "greet", "--peer", "plant", "--receiver", "remember")
                        .out());
        assertEquals(
                List.of(
                        "subscribe remember to greet at plant [OnOverflow[policy=LATEST]]",
                        "unsubscribe remember from greet at plant []"),
                instance.asked);
        assertRefused(run("action-subscribe", "greet", "--peer", "plant"), 2, "--receiver RECEIVER is missing");
        assertRefused(
                run("action-subscribe", "greet", "--peer", "p", "--receiver", "r", "--policy", "never"),
                2,
                "--policy: 'never' isn't one of drop-oldest, latest, drop-newest, disconnect");
    }

    @Test
    void listsActionsHereAndThere() {
        var here = json("action-list");
        assertEquals(3, here.size());
        assertFalse(here.get(2).path("offered").asBoolean());
        assertFalse(here.get(1).path("perform").asBoolean());
        assertTrue(here.get(1).path("publish").asBoolean());
        var there = json("action-list", "--peer", "plant").get(0);
        assertEquals("{name: string, age?: integer}", there.path("input").asText());
        assertEquals("{text: string}", there.path("output").asText());
        assertTrue(there.path("subscribe").asBoolean());
        assertTrue(run("action-list").out().contains("not offered: shadowed by coattail.sample-actions"));
    }

    @Test
    void showsAnAction() {
        var here = json("action-show", "greet");
        assertEquals("string", here.at("/input/properties/name/type").asText());
        assertEquals("coattail.sample-actions 0.1.0", here.path("bundle").asText());
        assertFalse(here.path("subscribe").asBoolean());
        var there = json("action-show", "greet", "--peer", "plant");
        assertTrue(there.path("bundle").isNull());
        assertTrue(there.path("subscribe").asBoolean());
        assertTrue(run("action-show", "greet").out().contains("\"required\" : [ \"name\" ]"));
    }

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
        instance.known.set(0, FakeInstance.peer(PeerStatus.State.REFUSED, "the token was revoked"));
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
        instance.pongs.addAll(List.of(Duration.ofNanos(1_500_000), Duration.ofNanos(400_000), Duration.ofMillis(2)));
        assertEquals(
                """
                plant answered in 1.500 ms
                plant answered in 0.400 ms
                plant answered in 2.000 ms
                Between 0.400 and 2.000 ms.
                """,
                run("peer-ping", "plant").out());
        instance.pongs.add(Duration.ofMillis(7));
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

    @Test
    void issuesATokenThatAllowsLittleUnlessToldOtherwise() {
        assertEquals(0, run("token-issue").exitCode());
        assertEquals(
                new TokenRequest(
                        List.of(),
                        List.of(),
                        List.of("*"),
                        List.of(),
                        false,
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.of(Duration.ofDays(90)),
                        false,
                        false,
                        Limits.DEFAULT),
                instance.requested);
    }

    @Test
    void issuesATokenWithAllThatCanBeAsked() {
        var ran = run(
                "token-issue",
                "--performable",
                "greet,echo",
                "--publishable=*",
                "--subscribable",
                "greet",
                "--bearers",
                "ipv4://192.168.0.0/24,ipv6://2001:db8::/32",
                "--not-before",
                "1w",
                "--expires-in",
                "2w",
                "--for",
                "plant",
                "--logs",
                "--trace",
                "--rate",
                "1",
                "--burst",
                "2",
                "--concurrency",
                "3",
                "--subscriptions",
                "0",
                "--max-message",
                "64KiB");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(
                new TokenRequest(
                        List.of("greet", "echo"),
                        List.of("*"),
                        List.of("greet"),
                        List.of("ipv4://192.168.0.0/24", "ipv6://2001:db8::/32"),
                        false,
                        Optional.of("plant"),
                        Duration.ofDays(7),
                        Optional.of(Duration.ofDays(14)),
                        true,
                        true,
                        new Limits(1, 2, 3, 0, 65_536)),
                instance.requested);
        assertEquals(0, run("token-issue", "--no-expiry", "--bearer-anyone").exitCode());
        assertEquals(Optional.empty(), instance.requested.lifetime());
        assertTrue(instance.requested.anyone());
    }

    @Test
    void showsANewTokenOnce() {
        var shown = run("token-issue").out();
        assertTrue(shown.startsWith("Id                " + FakeInstance.TOKEN_ID), shown);
        assertTrue(shown.endsWith("\n" + FakeInstance.TOKEN_TEXT + "\n"), shown);
        assertEquals(
                new Shell.Ran(0, FakeInstance.TOKEN_TEXT + "\n", ""),
                run("token-issue", "--quiet", "--print-raw-token"));
        var raw = run("token-issue", "--print-raw-token");
        assertEquals(FakeInstance.TOKEN_TEXT + "\n", raw.out());
        assertTrue(raw.err().contains("May perform       greet, echo"), raw.err());
        assertEquals(FakeInstance.TOKEN_TEXT, json("token-issue").path("token").asText());
        assertFalse(json("token-show", FakeInstance.TOKEN_ID).has("token"));
    }

    @Test
    void refusesTokensThatContradictThemselves() {
        assertRefused(run("token-issue", "--quiet"), 2, "--quiet alone would issue a token that nobody sees");
        assertRefused(
                run("token-issue", "--no-expiry", "--expires-in", "1d"),
                2,
                "--no-expiry and --expires-in exclude each other");
        assertRefused(
                run("token-issue", "--bearer-anyone", "--for", "plant"),
                2,
                "--bearer-anyone and --for exclude each other");
        assertRefused(run("token-issue", "--expires-in", "60"), 2, "--expires-in: '60' has no unit");
        assertNull(instance.requested);
    }

    @Test
    void revokingAsks() {
        assertEquals(
                "Revoked " + FakeInstance.TOKEN_ID + ".\n",
                Shell.terminal("yes").run(verb("token-revoke"), "-k3t").out());
        assertRefused(Shell.terminal("").run(verb("token-revoke"), "-k3t"), 1, "nothing was revoked (CANCELLED)");
        assertRefused(run("token-revoke", "-k3t"), 2, "there is nobody to ask here; say --force");
        assertEquals(0, run("token-revoke", "--force", "-k3t").exitCode());
        assertEquals(List.of("revoke " + FakeInstance.TOKEN_ID, "revoke " + FakeInstance.TOKEN_ID), instance.asked);
        assertRefused(run("token-revoke", "--force", "zzz"), 1, "there is no token zzz (BAD_INPUT)");
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
}
