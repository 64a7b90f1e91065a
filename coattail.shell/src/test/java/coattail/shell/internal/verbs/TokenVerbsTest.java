// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.admin.Permissions.Limits;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.run.Shell;

class TokenVerbsTest extends VerbFixture {
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
                instance.tokens.requested);
    }

    @Test
    void oneWhoseRowIsDamagedSaysWhatToDoAndNothingThatNobodyKnows() {
        instance.tokens.standing = TokenStatus.State.UNREADABLE;
        assertTrue(run("token-list").out().contains("unreadable: its row in the database is damaged; revoke it"));
        var shown = run("token-show", FakeInstance.TOKEN_ID).out();
        assertTrue(shown.contains("unreadable: its row in the database is damaged; revoke it"), shown);
        assertFalse(shown.contains("Leads to"), shown);
        assertFalse(shown.contains("192.168.0.0"), shown);
        assertEquals("unreadable", json("token-list").get(0).path("state").asText());
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
                instance.tokens.requested);
        assertEquals(0, run("token-issue", "--no-expiry", "--bearer-anyone").exitCode());
        assertEquals(Optional.empty(), instance.tokens.requested.lifetime());
        assertTrue(instance.tokens.requested.anyone());
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
        assertNull(instance.tokens.requested);
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
    void showsWhoIssuesTokensHere() {
        assertTrue(run("token-issuer").out().startsWith("Id           ct:aVBt"));
        assertEquals("gate", json("token-issuer").path("name").asText());
    }

    @Test
    void explainsATokenFromAnywhereButShowsItNowhere() {
        var file = Shell.script().run(verb("token-explain"), List.of(Word.data(FakeInstance.TOKEN_TEXT + "\n")));
        var asked = Shell.terminal(FakeInstance.TOKEN_TEXT).run(verb("token-explain"));
        var read = Shell.console().reading(FakeInstance.TOKEN_TEXT).run(verb("token-explain"), "-");
        var typed = Shell.console().run(verb("token-explain"), FakeInstance.TOKEN_TEXT);
        for (var ran : List.of(file, asked, read, typed)) {
            assertEquals(0, ran.exitCode(), ran.err());
            assertTrue(ran.out().contains("It holds: plant may do here what is listed above."), ran.out());
            assertFalse((ran.out() + ran.err()).contains("eyJ"));
        }
    }

    @Test
    void noTokenBelongsOnATerminalsCommandLine() {
        assertRefused(
                run("token-explain", FakeInstance.TOKEN_TEXT), 2, "TOKEN is a secret, and a command line is seen by");
        assertRefused(run("token-explain", "garbage"), 1, "this isn't a token: garbage (BAD_INPUT)");
        assertRefused(run("token-explain"), 2, "there is nobody to ask here; give the token as @file, or as -");
    }

    @Test
    void saysWhatAnothersTokenIsGoodFor() {
        instance.tokens.explanation = FakeTokens.explanation(false, true);
        assertTrue(explained().contains("It is the token held from plant: this instance may do there"));
        instance.tokens.explanation = FakeTokens.explanation(false, false);
        assertTrue(explained().contains("Nothing that can be seen here speaks against it: added with 'peer add'"));
        instance.tokens.explanation =
                FakeTokens.explanation(false, false, "it expired at noon", "it is bound to the moon");
        var useless = explained();
        assertTrue(useless.contains("Of no use here: it expired at noon.\nOf no use here: it is bound to the moon.\n"));
        assertFalse(useless.contains("speaks against it"));
    }

    private String explained() {
        return Shell.script()
                .run(verb("token-explain"), List.of(Word.data(FakeInstance.TOKEN_TEXT)))
                .out();
    }
}
