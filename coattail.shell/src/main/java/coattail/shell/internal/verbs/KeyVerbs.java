// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Usage.command;
import static coattail.shell.internal.print.Column.id;
import static coattail.shell.internal.print.Column.key;
import static coattail.shell.internal.print.Column.name;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.admin.KeyRotated;
import coattail.core.admin.KeyStatus;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail key list} and {@code coattail key rotate}. */
final class KeyVerbs {
    private KeyVerbs() {}

    static Verb list(Services services) {
        return new ListVerb<>(
                command("key-list", "Lists this instance's keys, and its certificate")
                        .detail("The identity is this instance and can't be exchanged. The certificate carries it into "
                                + "TLS, and is renewed by itself at two thirds of its life. One key signs tokens; "
                                + "those that did before still verify until the last of their tokens has ended, and "
                                + "then are dropped by themselves. TOKENS is how many can be used.")
                        .example("", "Keys, what for, since when and until when"),
                () -> services.keys().list(),
                KeyVerbs::shape,
                List.of(name("USE"), id("ID"), name("SINCE"), name("UNTIL"), key("TOKENS")),
                key -> List.of(
                        Values.spelled(key.use()),
                        key.id(),
                        Texts.time(key.since()),
                        Texts.time(key.until(), "-"),
                        key.use() == KeyStatus.Use.SIGNING || key.use() == KeyStatus.Use.VERIFYING
                                ? key.tokens()
                                : "-"),
                console -> "There are no keys.");
    }

    static Verb rotate(Services services, Known known) {
        var key = argument("KEY", "with --compromised: the key, as 'key list' shows it; the one that signs if left out")
                .dashes()
                .optional()
                .completed(known.keys());
        Parameter<Boolean> compromised =
                flag("--compromised", "the key is in wrong hands, or may be: drops it, and revokes what it has signed");
        var usage = command("key-rotate", "Makes a new key, which signs tokens from now on")
                .takes(key, compromised, Confirmation.FORCE)
                .detail("The key before signs no more, but still verifies until the last of its tokens has ended: "
                        + "nobody notices anything.")
                .detail("With --compromised it is dropped instead: every token that it has signed is revoked at once, "
                        + "on open connections too. That can't be undone; asks before it acts. Tokens under other "
                        + "keys stay. Of a key that signed before give the id; the one that signs now stays then.")
                .example("", "Exchanges the key")
                .example("--compromised", "Asks, exchanges it, and revokes all that it has signed")
                .example("Zk3tQ0mY --compromised --force", "Drops an earlier key without asking");
        return Verb.of(usage, (arguments, console) -> {
            var admin = services.keys();
            var named = arguments.find(key);
            if (!arguments.has(compromised)) {
                if (named.isPresent()) {
                    throw new UsageException(
                            "KEY is for " + compromised.name() + "; without it the key that signs is exchanged");
                }
                var rotated = admin.rotate();
                return Reply.of(() -> shape(rotated), page -> print(rotated, page));
            }
            Confirmation.ask(question(admin.list(), named.orElse("")), "nothing has changed", arguments, console);
            var rotated = named.isPresent() ? admin.drop(named.get()) : admin.rotateCompromised();
            return Reply.of(() -> shape(rotated), page -> print(rotated, page));
        });
    }

    private static String question(List<KeyStatus> keys, String named) {
        var use = named.isEmpty() ? KeyStatus.Use.SIGNING : KeyStatus.Use.VERIFYING;
        var found = keys.stream()
                .filter(key -> key.use() == use && key.id().startsWith(named))
                .toList();
        if (found.size() != 1) {
            return "Drop key " + named + "?";
        }
        var key = found.get(0);
        var inUse = key.connections() == 0
                ? ""
                : ", in use on " + Texts.count(key.connections(), "connection", "connections");
        return "Drop key " + key.id() + ", and revoke " + Texts.count(key.tokens(), "token", "tokens") + " under it"
                + inUse + "?";
    }

    private static void print(KeyRotated rotated, Page page) {
        rotated.dropped()
                .ifPresent(id -> page.line("Dropped key " + id + ", and revoked "
                        + Texts.count(rotated.revoked().size(), "token", "tokens") + " under it"
                        + (rotated.connections() == 0
                                ? "."
                                : ", on " + Texts.count(rotated.connections(), "connection", "connections")
                                        + " at once.")));
        page.line("Tokens are signed with key " + rotated.signing().id() + ".");
        rotated.verifying()
                .forEach(key -> page.line("Key " + key.id() + " still verifies "
                        + Texts.count(key.tokens(), "token", "tokens")
                        + key.until()
                                .map(until -> " until " + Texts.time(until))
                                .orElse("") + "."));
    }

    private static ObjectNode shape(KeyStatus status) {
        return Json.object()
                .put("id", status.id())
                .put("use", Values.spelled(status.use()))
                .put("since", status.since().toString())
                .put("until", Json.time(status.until()))
                .put("tokens", status.tokens())
                .put("connections", status.connections());
    }

    private static ObjectNode shape(KeyRotated rotated) {
        var object =
                Json.object().put("dropped", rotated.dropped().orElse(null)).put("ended", rotated.connections());
        object.set("signing", shape(rotated.signing()));
        object.set(
                "verifying", rotated.verifying().stream().map(KeyVerbs::shape).collect(Json.array()));
        object.set("revoked", Json.strings(rotated.revoked()));
        return object;
    }
}
