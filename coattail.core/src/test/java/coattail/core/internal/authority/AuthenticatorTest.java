// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static coattail.core.internal.authority.Entrance.B;
import static coattail.core.internal.authority.Entrance.C;
import static coattail.core.internal.authority.Entrance.ELSEWHERE;
import static coattail.core.internal.authority.Entrance.HERE;
import static coattail.core.internal.authority.Entrance.accepted;
import static coattail.core.internal.authority.Entrance.address;
import static coattail.core.internal.authority.Entrance.id;
import static coattail.core.internal.authority.Entrance.key;
import static coattail.core.internal.authority.Entrance.refused;
import static coattail.core.internal.authority.Entrance.uniformlyRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.spi.IssuedToken;

/** Who shows a token, or refers to one: to whom it gives a grant, and what the others are told. */
class AuthenticatorTest {
    @TempDir
    Path folder;

    private Entrance entrance;
    private TestIssuer issuer;
    private Grants grants;

    @BeforeEach
    void open() {
        entrance = new Entrance(folder);
        issuer = entrance.issuer;
        grants = entrance.grants;
    }

    @Test
    void aTokenBindsToTheFirstKeyThatProvesItself() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);

        Grant grant = accepted(entrance.show(B, issued));

        assertEquals(InstanceId.ofKey(B), grant.peerId());
        assertEquals(issued.claims().id(), grant.tokenId());
        assertEquals(issued.claims().permissions(), grant.permissions());
        assertEquals(issued.claims().limits(), grant.limits().limits());
        assertEquals(issued.claims().expires(), grant.expires());
        assertEquals(Optional.of(InstanceId.thumbprint(B)), stored(issued).boundKey());
        assertEquals(Optional.of(issuer.now), stored(issued).lastUsed());
        accepted(entrance.show(B, issued));
        assertEquals(2, grants.ofToken(issued.claims().id()).size());
    }

    @Test
    void eachAttemptIsNotedWithWhatIsKnownOfIt() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        accepted(entrance.show(B, issued));
        var event = AuditEvent.of(AuditKind.AUTHENTICATE, Outcome.ALLOWED)
                .by(AuditEvent.PEER)
                .peer(InstanceId.ofKey(B))
                .token(issued.claims().id())
                .from("192.0.2.7");
        assertEquals(event, entrance.trail.last());
        accepted(entrance.refer(B, issued));
        assertEquals(event, entrance.trail.last());

        var refusal = event.as(Outcome.REFUSED).peer(InstanceId.ofKey(C));
        uniformlyRefused(entrance.show(C, issued));
        assertEquals(
                refusal.because("the token " + issued.claims().id() + " is bound to another key"),
                entrance.trail.last());
        uniformlyRefused(entrance.refer(C, issued));
        assertEquals(Outcome.REFUSED, entrance.trail.last().outcome());
        uniformlyRefused(entrance.authenticator.authenticate(C, HERE, "no token"));
        assertEquals("", entrance.trail.last().token(), "nothing is believed of what isn't signed");
        assertEquals(5, entrance.trail.events().size());
    }

    @Test
    void aTokenStolenIsOfNoUseToAnotherKey() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        accepted(entrance.show(B, issued));

        uniformlyRefused(
                entrance.show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
        uniformlyRefused(entrance.refer(C, issued), "the token has to be shown whole", "is bound to another key");
    }

    @Test
    void aTokenIssuedForOnePeerIsOfNoUseToAnother() {
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.of(InstanceId.ofKey(B)), Bearers.FIRST_KEY));

        uniformlyRefused(
                entrance.show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
        assertEquals(Optional.empty(), stored(issued).lastUsed());
        accepted(entrance.show(B, issued));
    }

    @Test
    void aTokenForAnyoneBindsToNobodyAndIsAlwaysShownWhole() {
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.empty(), Bearers.of(List.of(), true)));

        accepted(entrance.show(B, issued));
        accepted(entrance.show(C, issued));

        assertEquals(Optional.empty(), stored(issued).boundKey());
        uniformlyRefused(entrance.refer(B, issued), "the token has to be shown whole");
    }

    @Test
    void ofManyKeysInARaceOneWins() throws Exception {
        int racers = 8;
        var threads = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < 20; round++) {
                TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
                var start = new CyclicBarrier(racers);
                var attempts = new ArrayList<Callable<AuthResult>>();
                for (int i = 0; i < racers; i++) {
                    byte[] key = key(i + 1);
                    attempts.add(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        return entrance.show(key, issued);
                    });
                }
                var winners = new ArrayList<Grant>();
                for (var attempt : threads.invokeAll(attempts)) {
                    AuthResult result = attempt.get(10, TimeUnit.SECONDS);
                    if (result instanceof AuthResult.Accepted accepted) {
                        winners.add(accepted.grant());
                    } else {
                        uniformlyRefused(result);
                    }
                }
                assertEquals(1, winners.size());
                assertEquals(
                        Optional.of(InstanceId.thumbprintOf(winners.get(0).peerId())),
                        stored(issued).boundKey());
                assertEquals(winners, grants.ofToken(issued.claims().id()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aReferenceSufficesOnceTheTokenWasAccepted() {
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.of(InstanceId.ofKey(B)), Bearers.FIRST_KEY));

        AuthResult.Refused early = refused(entrance.refer(B, issued));
        assertEquals("the token has to be shown whole", early.detail());
        accepted(entrance.show(B, issued));

        Grant grant = accepted(entrance.refer(B, issued));
        assertEquals(issued.claims().permissions(), grant.permissions());
    }

    @Test
    void aReferencePassesTheSameChecks() {
        Bearers here = Bearers.of(List.of("ipv4://192.0.2.0/24"), false);
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.empty(), here));
        accepted(entrance.show(B, issued));

        AuthResult.Refused elsewhere = refused(entrance.authenticator.authenticate(B, ELSEWHERE, id(issued)));
        assertEquals("the token may not be used from 198.51.100.7", elsewhere.detail());
        uniformlyRefused(entrance.refer(C, issued), "is bound to another key");
        uniformlyRefused(entrance.authenticator.authenticate(B, HERE, new byte[16]), "no token of that id was issued");

        issuer.advance(Duration.ofDays(91));
        assertEquals(ErrorCode.EXPIRED, refused(entrance.refer(B, issued)).code());
        issuer.store.tokens().revoke(issued.claims().id());
        assertEquals(ErrorCode.REVOKED, refused(entrance.refer(B, issued)).code());
    }

    @Test
    void aReferenceUnderAKeyThatWasDroppedIsRefused() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        accepted(entrance.show(B, issued));
        var other = new TestIssuer(folder.resolve("other"));
        var rotated = entrance.authenticator(other, issuer.store.tokens());

        AuthResult.Refused refusal = refused(rotated.authenticate(B, HERE, id(issued)));

        assertEquals(ErrorCode.REVOKED, refusal.code());
        assertEquals("the token was revoked with the key that signed it", refusal.detail());
        uniformlyRefused(rotated.authenticate(C, HERE, id(issued)), "is bound to another key");
    }

    @Test
    void onlyTheBoundKeyIsToldThatTheTokenWasRevoked() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        TokenIssuer.Issued unused = issuer.issue(TokenTerms.DEFAULT);
        accepted(entrance.show(B, issued));
        issuer.store.tokens().revoke(issued.claims().id());
        issuer.store.tokens().revoke(unused.claims().id());

        String reason = "the token was revoked";
        assertEquals(new AuthResult.Refused(ErrorCode.REVOKED, reason, reason, true), entrance.show(B, issued));
        uniformlyRefused(
                entrance.show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
        uniformlyRefused(entrance.show(B, unused), "the token was revoked");
    }

    @Test
    void aTokenExpiresAMinuteAfterItsEnd() {
        TokenIssuer.Issued issued = issuer.issue(terms(Duration.ZERO, Duration.ofHours(1)));
        accepted(entrance.show(B, issued));

        issuer.advance(Duration.ofHours(1).plusSeconds(60).minusMillis(1));
        accepted(entrance.show(B, issued));
        issuer.advance(Duration.ofMillis(1));

        AuthResult.Refused told = refused(entrance.show(B, issued));
        assertEquals(ErrorCode.EXPIRED, told.code());
        assertEquals("the token has expired", told.detail());
        uniformlyRefused(
                entrance.show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
    }

    @Test
    void aTokenCanBeUsedAMinuteBeforeItsBeginning() {
        TokenIssuer.Issued early = issuer.issue(terms(Duration.ofHours(1), Duration.ofHours(1)));
        issuer.advance(Duration.ofHours(1).minusSeconds(60).minusMillis(1));

        uniformlyRefused(
                entrance.show(B, early),
                "the token can't be used before " + early.claims().notBefore());
        assertEquals(Optional.empty(), stored(early).boundKey(), "a refused attempt binds nothing");
        issuer.advance(Duration.ofMillis(1));
        accepted(entrance.show(B, early));
    }

    @Test
    void aTokenForANetworkIsOfNoUseElsewhereAndStaysUnbound() {
        Bearers here = Bearers.of(List.of("ipv6://2001:db8::/32", "ipv4://192.0.2.0/24"), false);
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.empty(), here));

        uniformlyRefused(
                entrance.authenticator.authenticate(B, ELSEWHERE, issued.token().reveal()),
                "the token may not be used from 198.51.100.7");
        assertEquals(Optional.empty(), stored(issued).boundKey());
        accepted(entrance.show(B, issued));
        accepted(entrance.authenticator.authenticate(
                B, address("2001:db8::1"), issued.token().reveal()));
    }

    @Test
    void garbageForgeriesAndForeignTokensLookAlike() {
        var stranger = new TestIssuer(folder.resolve("stranger"));
        String payload = issuer.payload(TokenTerms.DEFAULT);

        uniformlyRefused(entrance.authenticator.authenticate(B, HERE, "garbage"));
        uniformlyRefused(entrance.authenticator.authenticate(B, HERE, stranger.issueText(TokenTerms.DEFAULT)));
        uniformlyRefused(entrance.authenticator.authenticate(B, HERE, stranger.sign(issuer.header(), payload)));
        uniformlyRefused(
                entrance.authenticator.authenticate(
                        B, HERE, issuer.sign(issuer.header(), payload.replace("\"logs\":false", "\"logs\":true"))),
                "the token isn't the one that was issued under its id");
    }

    @Test
    void aTokenThatTheDatabaseDoesntKnowIsRefused() {
        TokenIssuer.Issued bound = issuer.issue(terms(Optional.of(InstanceId.ofKey(B)), Bearers.FIRST_KEY));
        TokenIssuer.Issued unbound = issuer.issue(TokenTerms.DEFAULT);
        Authenticator restored = entrance.authenticator(issuer, new InMemoryStore().tokens());

        AuthResult.Refused told =
                refused(restored.authenticate(B, HERE, bound.token().reveal()));
        assertEquals(ErrorCode.AUTH_FAILED, told.code());
        assertEquals("the token isn't known here any more", told.detail());
        uniformlyRefused(restored.authenticate(C, HERE, bound.token().reveal()), "the token isn't known here any more");
        uniformlyRefused(
                restored.authenticate(B, HERE, unbound.token().reveal()), "the token isn't known here any more");
    }

    private IssuedToken stored(TokenIssuer.Issued issued) {
        IssuedToken kept = issuer.store.tokens().find(issued.claims().id()).orElseThrow();
        assertArrayEquals(issued.kept().digest(), kept.digest());
        return kept;
    }

    private static TokenTerms terms(Optional<String> boundTo, Bearers bearers) {
        return new TokenTerms(
                boundTo,
                bearers,
                Permissions.DEFAULT,
                Limits.DEFAULT,
                Duration.ZERO,
                Optional.of(TokenTerms.DEFAULT_LIFETIME));
    }

    private static TokenTerms terms(Duration notBefore, Duration lifetime) {
        return new TokenTerms(
                Optional.empty(),
                Bearers.FIRST_KEY,
                Permissions.DEFAULT,
                Limits.DEFAULT,
                notBefore,
                Optional.of(lifetime));
    }
}
