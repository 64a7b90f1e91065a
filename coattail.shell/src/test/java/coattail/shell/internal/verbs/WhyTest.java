// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.shell.internal.run.Shell;

/** Whether a peer may do something, and what would turn that round. */
class WhyTest extends VerbFixture {
    @Test
    void saysWhyNotAndWhatWouldAllowIt() {
        assertEquals(
                """
                No, plant may not subscribe to greet here: the first doesn't name it.
                Note: nobody offers it.

                To allow it, wait until 2026-05-04 10:30:00Z.
                Or:
                  coattail validation add
                with validation token -k3tQ0mY7wS1uV9xB2nL4g, which the operator of plant has.
                Or:
                  coattail token issue --for 'the plant' --performable '*,coattail.x' --publishable 'two words' \
                --subscribable '' --bearers ipv6://2001:db8::/32,vt://-k3tQ0mY7wS1uV9xB2nL4g --expires-in 90061s \
                --logs --trace --rate 1 --burst 2 --concurrency 3 --subscriptions 4 --max-message 5
                and have the operator of plant add it with 'peer add'.
                """,
                run("why", "plant", "subscribe", "greet").out());
    }

    @Test
    void saysWhyAndWhatWouldDenyIt() {
        assertEquals(
                """
                Yes, plant may perform greet here: the first names it.
                Note: nobody offers it.

                To deny it:
                  coattail token revoke -k3tQ0mY7wS1uV9xB2nL4g
                  coattail token revoke -- --tQ0mY7wS1uV9xB2nL4gA
                """,
                Shell.terminal("").run(verb("why"), "plant", "perform", "greet").out());
    }

    @Test
    void ofManyTokensPeopleAreToldOfFiveMore() {
        instance.authority.revoked = 7;
        var lines = run("why", "plant", "publish", "greet").out().lines().toList();
        assertEquals(
                5, lines.stream().filter("Also: another was revoked."::equals).count());
        assertEquals("Also: 2 tokens more; --json has all.", lines.get(6));
        assertEquals(8, json("why", "plant", "publish", "greet").path("tokens").size());
    }

    @Test
    void refusesWhatItCantAnswer() {
        assertRefused(run("why", "moon", "perform", "greet"), 1, "no peer 'moon' (BAD_INPUT)");
        assertRefused(run("why", "plant", "trace", "greet"), 2, "OPERATION: 'trace' isn't one of perform, publish, ");
        assertRefused(run("why", "plant", "perform"), 2, "NAME is missing");
    }

    /** What is said to be issued is what is issued when it is said. */
    @Test
    void theWordsOfARequestAskForIt() {
        for (var request : List.of(
                FakeAuthority.WANTED,
                request(List.of(), Duration.ZERO, Optional.of(TokenRequest.DEFAULT_LIFETIME)),
                request(List.of("*"), Duration.ofDays(36_500), Optional.of(Duration.ofDays(36_500))),
                request(List.of("news"), Duration.ofMinutes(61), Optional.of(Duration.ofHours(25))),
                request(List.of("*", "news"), Duration.ofSeconds(1), Optional.empty()))) {
            var words = IssueWords.of(request);
            assertEquals(0, run("token-issue", words.toArray(String[]::new)).exitCode(), words::toString);
            assertEquals(request, instance.tokens.requested);
        }
    }

    private static TokenRequest request(List<String> names, Duration notBefore, Optional<Duration> lifetime) {
        return new TokenRequest(
                names,
                names,
                names,
                List.of(),
                true,
                Optional.empty(),
                notBefore,
                lifetime,
                false,
                false,
                Permissions.Limits.DEFAULT);
    }

    @Test
    void moreSecondsThanCanBeReadAreDays() {
        var words = IssueWords.of(request(List.of(), Duration.ZERO, Optional.of(Duration.ofSeconds(1_000_000_001))));
        assertTrue(words.contains("11574d"), words::toString);
    }
}
