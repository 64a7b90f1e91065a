// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.internal.peer.Directory;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

class EndingTokensTest {
    @TempDir
    Path folder;

    private TestIssuer issuer;
    private Directory directory;
    private EndingTokens endings;

    @BeforeEach
    void open() {
        issuer = new TestIssuer(folder.resolve("keys"));
        directory = new Directory(new InMemoryStore().peers(), () -> issuer.now);
        endings = new EndingTokens(directory, () -> issuer.now);
    }

    private void hold(Optional<Duration> lifetime) {
        var terms = new TokenTerms(
                Optional.empty(), Bearers.FIRST_KEY, Permissions.DEFAULT, Limits.DEFAULT, Duration.ZERO, lifetime);
        var held = new HeldToken(new Secret(issuer.issueText(terms)), "a.example", 49_365, true);
        directory.put(
                new PeerRecord(issuer.keys.instanceId(), "north", Optional.of(held), issuer.now, Optional.empty()));
    }

    @Test
    void oneThatEndsWithin14DaysIsToldOnceADay() {
        hold(Optional.of(Duration.ofDays(90)));
        assertEquals(List.of(), endings.due());
        issuer.advance(Duration.ofDays(76));
        assertEquals(List.of(), endings.due());
        issuer.advance(Duration.ofSeconds(1));
        var line = "the token held from peer 'north' ends at 2026-05-30T12:00:00Z; ask its operator for a new one and "
                + "add it with 'peer add'";
        assertEquals(List.of(line), endings.lines());
        assertEquals(List.of(line), endings.due());
        issuer.advance(Duration.ofHours(23));
        assertEquals(List.of(), endings.due());
        assertEquals(List.of(line), endings.lines());
        issuer.advance(Duration.ofHours(1));
        assertEquals(List.of(line), endings.due());
    }

    @Test
    void oneThatHasEndedIsToldOf() {
        hold(Optional.of(Duration.ofDays(1)));
        issuer.advance(Duration.ofDays(2));
        assertEquals(1, endings.due().size());
        assertTrue(endings.lines().get(0).contains("ended at 2026-03-02T12:00:00Z"), endings.lines()::toString);
    }

    @Test
    void anotherTokenIsTimedAnew() {
        hold(Optional.of(Duration.ofDays(3)));
        assertEquals(1, endings.due().size());
        hold(Optional.of(Duration.ofDays(2)));
        assertEquals(1, endings.due().size(), "another one that ends soon");
        hold(Optional.empty());
        assertEquals(List.of(), endings.lines(), "one without end");
        hold(Optional.of(Duration.ofDays(90)));
        assertEquals(List.of(), endings.due());
    }
}
