// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.IssuedToken;

class TokenIssuerTest {
    private static final String PEER = "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU";

    @TempDir
    Path folder;

    private TestIssuer issuer;

    @BeforeEach
    void open() {
        issuer = new TestIssuer(folder.resolve("keys"));
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        TokenClaims claims = issuer.issue(TokenTerms.DEFAULT).claims();

        assertEquals("*", claims.subject());
        assertEquals(Optional.empty(), claims.boundKey());
        assertEquals(issuer.now, claims.notBefore());
        assertEquals(Optional.of(issuer.now.plus(Duration.ofDays(90))), claims.expires());
        assertEquals(List.of(), claims.bearers().entries());
        assertEquals(List.of(), claims.permissions().performable().entries());
        assertEquals(List.of(), claims.permissions().publishable().entries());
        assertEquals(List.of("*"), claims.permissions().subscribable().entries());
        assertEquals(false, claims.permissions().logs());
        assertEquals(false, claims.permissions().trace());
        assertEquals(new Limits(100, 200, 64, 100, 1_048_576), claims.limits());
        assertEquals(List.of(issuer.keys.pin()), claims.pins());
    }

    @Test
    void theStoreHasEverythingButTheSignature() throws Exception {
        TokenIssuer.Issued issued = issuer.issue(withBoundTo(Optional.of(PEER)));
        String token = issued.token().reveal();

        IssuedToken kept = issuer.store.tokens().find(issued.claims().id()).orElseThrow();

        assertEquals(TestIssuer.decode(token.split("\\.")[1]), kept.claims());
        assertArrayEquals(
                MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)), kept.digest());
        assertEquals(issuer.keys.tokenKey().id(), kept.keyId());
        assertEquals(PEER, kept.subject());
        assertEquals(Optional.of(PEER.substring(3)), kept.boundKey());
        assertEquals(IssuedToken.State.ACTIVE, kept.state());
        assertEquals(issuer.now, kept.issued());
        assertEquals(issued.claims().expires(), kept.expires());
        assertEquals(Optional.empty(), kept.lastUsed());
    }

    @Test
    void aTokenCanLastForEver() {
        var terms = new TokenTerms(
                Optional.empty(),
                Bearers.FIRST_KEY,
                Permissions.DEFAULT,
                Limits.DEFAULT,
                Duration.ZERO,
                Optional.empty());

        TokenIssuer.Issued issued = issuer.issue(terms);

        assertEquals(Optional.empty(), issued.claims().expires());
        assertEquals(Optional.empty(), issued.kept().expires());
        assertTrue(!issued.kept().claims().contains("\"exp\""));
    }

    @Test
    void idsAreDistinct() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            ids.add(issuer.issue(TokenTerms.DEFAULT).claims().id());
        }
        assertEquals(100, ids.size());
    }

    @Test
    void aTokenTooLongIsRefusedWithBothSizesAndNotKept() {
        var names = IntStream.range(0, 64).mapToObj(i -> "name".repeat(12) + i).toList();
        var permissions = new Permissions(NameSet.of(names), NameSet.NONE, NameSet.NONE, false, false);

        TokenTerms terms = with(permissions, Bearers.FIRST_KEY);

        var refusal = assertThrows(IllegalArgumentException.class, () -> issuer.issue(terms));

        assertTrue(
                refusal.getMessage()
                        .matches("the token would have [45][0-9]{3} bytes, and at most 4000 are allowed;"
                                + " give it fewer names or bearers"),
                refusal.getMessage());
        assertEquals(List.of(), issuer.store.tokens().list());
    }

    @Test
    void whatContradictsItselfIsRefused() {
        refused(withBoundTo(Optional.of(issuer.keys.instanceId())), "an instance needs no token for itself");
        var both = new TokenTerms(
                Optional.of(PEER),
                Bearers.of(List.of(), true),
                Permissions.DEFAULT,
                Limits.DEFAULT,
                Duration.ZERO,
                Optional.empty());
        refused(both, "a token is either bound to one peer or for anyone");
        refused(withBoundTo(Optional.of("B")), "an instance id is ct: and 43 characters of base64url");
    }

    @Test
    void timesOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> withTimes(Duration.ofSeconds(-1), Duration.ofDays(1)));
        assertThrows(IllegalArgumentException.class, () -> withTimes(Duration.ofDays(36_501), Duration.ofDays(1)));
        assertThrows(IllegalArgumentException.class, () -> withTimes(Duration.ZERO, Duration.ofMillis(999)));
        assertThrows(IllegalArgumentException.class, () -> withTimes(Duration.ZERO, Duration.ofDays(36_501)));
        issuer.issue(withTimes(Duration.ofDays(36_500), Duration.ofDays(36_500)));
    }

    @Test
    void aHostOrPortThatNobodyCouldDialIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> issuer.issuer.issue(TokenTerms.DEFAULT, "a b", 1));
        assertThrows(IllegalArgumentException.class, () -> issuer.issuer.issue(TokenTerms.DEFAULT, "a", 0));
        assertEquals(List.of(), issuer.store.tokens().list());
    }

    private void refused(TokenTerms terms, String begin) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> issuer.issue(terms));
        assertTrue(refusal.getMessage().startsWith(begin), refusal.getMessage());
        assertEquals(List.of(), issuer.store.tokens().list(), "nothing was kept");
    }

    private static TokenTerms with(Permissions permissions, Bearers bearers) {
        return new TokenTerms(
                Optional.empty(), bearers, permissions, Limits.DEFAULT, Duration.ZERO, Optional.of(Duration.ofDays(1)));
    }

    private static TokenTerms withBoundTo(Optional<String> peer) {
        return new TokenTerms(
                peer,
                Bearers.FIRST_KEY,
                Permissions.DEFAULT,
                Limits.DEFAULT,
                Duration.ZERO,
                Optional.of(Duration.ofDays(1)));
    }

    private static TokenTerms withTimes(Duration notBefore, Duration lifetime) {
        return new TokenTerms(
                Optional.empty(),
                Bearers.FIRST_KEY,
                Permissions.DEFAULT,
                Limits.DEFAULT,
                notBefore,
                Optional.of(lifetime));
    }
}
