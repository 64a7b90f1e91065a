// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ContentType;
import coattail.api.Payload;
import coattail.core.internal.registry.Handlers;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Shell;

/** Every command on two instances that are real: what it prints for programs is what {@code docs/json.md} promises. */
class RealInstancesTest {
    record Guest(String name) {}

    record Greeting(String text) {}

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final Schemas schemas = new Schemas();
    private final Set<String> succeeded = new ConcurrentSkipListSet<>();
    private final Set<String> failed = new ConcurrentSkipListSet<>();
    private RealInstance north;
    private RealInstance south;

    @BeforeEach
    void open() throws IOException {
        var transport = new InMemoryTransport(network);
        north = new RealInstance("north", directory, transport);
        south = new RealInstance("south", directory, transport);
        var actions = north.core().actions();
        Handlers.offer(actions, "greet", Guest.class, Greeting.class, (guest, call) -> new Greeting(guest.name()));
        Handlers.offer(actions, "greet", Guest.class, Greeting.class, (guest, call) -> new Greeting("shadowed"));
        Handlers.offer(
                actions,
                "any",
                Map.class,
                Payload.class,
                (map, call) -> Payload.of(ContentType.TEXT, "text".getBytes(StandardCharsets.UTF_8)));
        Handlers.offer(south.core().receivers(), "keep", Greeting.class, (greeting, delivery) -> {});
        Handlers.offer(south.core().receivers(), "keep", Greeting.class, (greeting, delivery) -> {});
    }

    @AfterEach
    void close() {
        south.close();
        north.close();
        network.close();
    }

    /** Runs a command that succeeds. */
    private JsonNode good(RealInstance at, String command, String... words) {
        var ran = run(at, command, words);
        assertEquals(0, ran.exitCode(), ran.out());
        succeeded.add(command);
        return Json.read(ran.out());
    }

    /** Runs a command that fails. */
    private JsonNode bad(RealInstance at, String command, String... words) {
        var ran = run(at, command, words);
        assertTrue(ran.exitCode() > 0, ran.out());
        failed.add(command);
        return Json.read(ran.out()).path("error");
    }

    private Shell.Ran run(RealInstance at, String command, String... words) {
        var all = new String[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--json";
        var ran = at.run(command, all);
        assertEquals("", ran.err(), command);
        schemas.check(command, ran.exitCode(), ran.out());
        return ran;
    }

    @Test
    void everyCommandPrintsWhatIsPromised() {
        for (var instance : new RealInstance[] {north, south}) {
            for (var verb : instance.verbs()) {
                var name = verb.usage().name();
                if (name.endsWith("-list") || name.equals("info")) {
                    good(instance, name);
                }
                assertEquals(
                        "USAGE",
                        bad(instance, name, "--no-such-option").path("code").asText());
            }
        }
        good(north, "version");
        good(north, "service-status");
        good(north, "data-migrate");
        good(north, "token-issuer");
        beforeThereIsAPeer();
        var token = good(north, "token-issue", "--performable", "greet,any", "--publishable", "*", "--logs");
        become(token);
        act();
        watch();
        trace();
        part(token.path("id").asText());
        vouch();
        rotate();
        switchTheListener();
        good(north, "audit-show");
        good(south, "audit-verify");
        var names = new TreeSet<String>();
        north.verbs().forEach(verb -> names.add(verb.usage().name()));
        assertEquals(names, succeeded);
        assertEquals(names, failed);
    }

    private void beforeThereIsAPeer() {
        bad(north, "action-show", "moon");
        bad(north, "action-perform", "moon");
        bad(north, "action-perform", "greet", "{\"nom\":1}");
        bad(north, "action-list", "--peer", "moon");
        bad(north, "peer-show", "moon");
        bad(north, "peer-add", "@garbage");
        bad(north, "token-explain", "@garbage");
        bad(north, "token-show", "moon");
        bad(north, "subscribers-revoke", "moon", "--force");
        bad(north, "receiver-show", "moon");
        bad(north, "peer-remove", "moon");
    }

    private void become(JsonNode token) {
        var text = "@" + token.path("token").asText();
        good(north, "token-explain", text);
        good(south, "token-explain", text);
        bad(north, "peer-add", text);
        good(south, "peer-add", text, "--name", "n");
        good(south, "token-explain", text);
        good(south, "peer-rename", "n", "north");
        good(south, "peer-show", "north");
        good(south, "peer-list");
        good(south, "peer-ping", "north");
        bad(south, "session-kill", "0");
        good(
                south,
                "session-kill",
                good(south, "session-list").get(0).path("id").asText());
        await(() -> good(south, "peer-show", "north").path("state").asText().equals("connected"));
        good(north, "peer-list");
        good(north, "token-list");
        good(north, "token-show", token.path("id").asText());
        why();
    }

    /** What would turn the answer round does so, word by word as it is said, and back. */
    private void why() {
        var peer = good(north, "peer-list").get(0).path("id").asText();
        assertTrue(good(north, "why", peer, "perform", "greet").path("allowed").asBoolean());
        var denied = good(north, "why", peer, "perform", "two words");
        var issued = good(north, "token-issue", words(denied.at("/changes/0/commands/0"), "coattail token issue "));
        var allowed = good(north, "why", peer, "perform", "two words");
        assertTrue(allowed.path("allowed").asBoolean());
        assertEquals(issued.path("id"), allowed.path("token"));
        assertEquals(
                "coattail token revoke " + issued.path("id").asText(),
                allowed.at("/changes/0/commands/0").asText().replace("-- ", ""));
        good(north, "token-revoke", issued.path("id").asText(), "--force");
        assertEquals(
                denied.path("changes"),
                good(north, "why", peer, "perform", "two words").path("changes"));
        bad(north, "why", "moon", "perform", "greet");
        bad(north, "why", peer, "trace", "greet");
    }

    /** The words of a command, as a shell reads them. */
    private static String[] words(JsonNode command, String beginning) {
        assertTrue(command.asText().startsWith(beginning), command.asText());
        return Pattern.compile("'([^']*)'|[^ ]+")
                .matcher(command.asText().substring(beginning.length()))
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }

    private void act() {
        good(north, "action-list");
        good(south, "action-list", "--peer", "north");
        good(north, "action-show", "greet");
        good(south, "action-show", "greet", "--peer", "north");
        good(south, "receiver-list");
        good(south, "receiver-show", "keep");
        good(north, "action-perform", "greet", "{\"name\":\"Ada\"}");
        good(south, "action-perform", "greet", "{\"name\":\"Ada\"}", "--peer", "north", "--notify");
        good(north, "action-perform", "any", "{}");
        good(south, "action-subscribe", "greet", "--peer", "north", "--receiver", "keep", "--policy", "latest");
        bad(south, "action-subscribe", "greet", "--peer", "north", "--receiver", "moon");
        good(north, "action-publish", "greet", "{\"text\":\"Hello\"}");
        good(north, "action-perform", "greet", "{\"name\":\"Ada\"}", "--notify");
        good(south, "action-publish", "greet", "{\"text\":\"Hello\"}", "--peer", "north");
    }

    private void watch() {
        good(south, "subscription-list");
        good(north, "subscribers-list");
        good(north, "info");
        good(south, "info", "--config");
    }

    private void trace() {
        var id = good(south, "action-perform", "greet", "{\"name\":\"Ada\"}", "--peer", "north", "--notify")
                .path("trace")
                .asText();
        var steps = good(south, "trace", id).path("steps");
        assertEquals("called", steps.get(0).path("kind").asText());
        assertEquals("refused", good(south, "trace", id).at("/sources/1/state").asText());
        bad(south, "trace", "moon");
        bad(south, "trace", "0".repeat(31) + "1");
        var happened = CompletableFuture.supplyAsync(() -> good(north, "watch", "greet", "--count", "1"));
        await(() -> {
            good(north, "action-perform", "greet", "{\"name\":\"Ada\"}");
            return happened.isDone();
        });
        assertEquals("performed", happened.join().path("kind").asText());
    }

    private void part(String token) {
        var subscription = good(north, "subscribers-list").get(0).path("id").asText();
        good(north, "subscribers-revoke", subscription.substring(0, 8), "--force");
        await(() -> good(south, "subscription-list").isEmpty());
        good(south, "action-subscribe", "greet", "--peer", "north", "--receiver", "keep");
        good(south, "action-unsubscribe", "greet", "--peer", "north", "--receiver", "keep");
        bad(south, "action-unsubscribe", "greet", "--peer", "north", "--receiver", "keep");
        good(north, "token-revoke", token, "--force");
        await(() -> good(south, "peer-show", "north").path("state").asText().equals("refused"));
        assertEquals(
                "NOT_CONNECTED", bad(south, "peer-ping", "north").path("code").asText());
        good(south, "peer-remove", "north", "--force");
    }

    private void vouch() {
        var issued = good(south, "validation-issue");
        var text = "@" + issued.path("token").asText();
        bad(south, "validation-add", text);
        bad(north, "validation-add", text, "--fingerprint", "sha1");
        var id = good(north, "validation-add", text).path("id").asText();
        var token = good(north, "token-issue", "--bearers", "vt://" + id);
        good(south, "peer-add", "@" + token.path("token").asText(), "--name", "north");
        good(north, "validation-show", id.substring(0, 8));
        good(north, "token-show", token.path("id").asText());
        var removed = good(north, "validation-remove", id, "--force");
        assertEquals(1, removed.path("ended").asInt());
        assertEquals(token.path("id"), removed.path("revoked").get(0));
        bad(north, "validation-remove", id, "--force");
        good(north, "validation-list");
    }

    private void rotate() {
        good(north, "token-issue");
        var before = good(north, "token-issuer").path("signingKey");
        var rotated = good(north, "key-rotate");
        assertEquals(before, rotated.path("verifying").get(0).path("id"));
        good(north, "key-list");
        bad(north, "key-rotate", "moon");
        bad(north, "key-rotate", "moon", "--compromised", "--force");
        assertEquals(
                before,
                good(north, "key-rotate", before.asText(), "--compromised", "--force")
                        .path("dropped"));
        good(north, "key-rotate", "--compromised", "--force");
    }

    private void switchTheListener() {
        bad(north, "service-start");
        good(north, "service-stop");
        bad(north, "service-stop");
        good(north, "info");
        good(north, "service-start");
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never came to hold");
            Thread.onSpinWait();
        }
    }
}
