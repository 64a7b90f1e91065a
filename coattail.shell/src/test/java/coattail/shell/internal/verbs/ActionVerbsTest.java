// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.shell.internal.run.Shell;

class ActionVerbsTest extends VerbFixture {
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
    }

    @Test
    void whatIsNotOfferedStandsApart() {
        var lines = run("action-list").out().lines().toList();
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.startsWith("greet ") && line.contains("Greets a guest"))
                        .count());
        int below = lines.indexOf("Deployed, but not offered:");
        assertEquals(
                List.of("NAME  │ BUNDLE  │ WHY", "greet │ old 1.0 │ shadowed by coattail.sample-actions 0.1.0"),
                List.of(lines.get(below + 1), lines.get(below + 3)));
        assertEquals(4, below - 1, "header, line, and the two that are offered");
        var shown = json("action-show", "greet");
        assertEquals("old 1.0", shown.at("/notOffered/0/bundle").asText());
        assertTrue(run("action-show", "greet").out().contains("greet │ old 1.0"));
        assertRefused(run("action-show", "moon"), 1, "there is no action 'moon' here; 'action list' shows");
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
}
