// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import coattail.core.internal.testing.TestTrail;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.StoreException;

class AuthenticatorTest {
    private static final byte[] B = key(1);
    private static final byte[] C = key(2);
    private static final InetAddress HERE = address("192.0.2.7");
    private static final InetAddress ELSEWHERE = address("198.51.100.7");

    @TempDir
    Path folder;

    private final TestTrail trail = new TestTrail();
    private TestIssuer issuer;
    private Grants grants;
    private Authenticator authenticator;

    @BeforeEach
    void open() {
        issuer = new TestIssuer(folder.resolve("keys"));
        grants = new Grants(() -> issuer.now, System::nanoTime);
        authenticator = over(issuer.store.tokens());
    }

    private Authenticator over(IssuedTokens tokens) {
        return new Authenticator(
                issuer.verifier,
                new Examination(issuer.ring, bearers()),
                tokens,
                bearers(),
                grants,
                () -> issuer.now,
                trail);
    }

    private KeyBearers bearers() {
        return new KeyBearers(issuer.store.validationTokens(), grants, () -> issuer.now);
    }

    @Test
    void aTokenBindsToTheFirstKeyThatProvesItself() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);

        Grant grant = accepted(show(B, issued));

        assertEquals(InstanceId.ofKey(B), grant.peerId());
        assertEquals(issued.claims().id(), grant.tokenId());
        assertEquals(issued.claims().permissions(), grant.permissions());
        assertEquals(issued.claims().limits(), grant.limits().limits());
        assertEquals(issued.claims().expires(), grant.expires());
        assertEquals(Optional.of(InstanceId.thumbprint(B)), stored(issued).boundKey());
        assertEquals(Optional.of(issuer.now), stored(issued).lastUsed());
        accepted(show(B, issued));
        assertEquals(2, grants.ofToken(issued.claims().id()).size());
    }

    @Test
    void eachAttemptIsNotedWithWhatIsKnownOfIt() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        accepted(show(B, issued));
        var event = AuditEvent.of(AuditKind.AUTHENTICATE, Outcome.ALLOWED)
                .by(AuditEvent.PEER)
                .peer(InstanceId.ofKey(B))
                .token(issued.claims().id())
                .from("192.0.2.7");
        assertEquals(event, trail.last());
        accepted(refer(B, issued));
        assertEquals(event, trail.last());

        var refusal = event.as(Outcome.REFUSED).peer(InstanceId.ofKey(C));
        uniformlyRefused(show(C, issued));
        assertEquals(refusal.because("the token " + issued.claims().id() + " is bound to another key"), trail.last());
        uniformlyRefused(refer(C, issued));
        assertEquals(Outcome.REFUSED, trail.last().outcome());
        uniformlyRefused(authenticator.authenticate(C, HERE, "no token"));
        assertEquals("", trail.last().token(), "nothing is believed of what isn't signed");
        assertEquals(5, trail.events().size());
    }

    @Test
    void aTokenStolenIsOfNoUseToAnotherKey() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        accepted(show(B, issued));

        uniformlyRefused(show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
        uniformlyRefused(refer(C, issued), "the token has to be shown whole", "is bound to another key");
    }

    @Test
    void aTokenIssuedForOnePeerIsOfNoUseToAnother() {
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.of(InstanceId.ofKey(B)), Bearers.FIRST_KEY));

        uniformlyRefused(show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
        assertEquals(Optional.empty(), stored(issued).lastUsed());
        accepted(show(B, issued));
    }

    @Test
    void aTokenForAnyoneBindsToNobodyAndIsAlwaysShownWhole() {
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.empty(), Bearers.of(List.of(), true)));

        accepted(show(B, issued));
        accepted(show(C, issued));

        assertEquals(Optional.empty(), stored(issued).boundKey());
        uniformlyRefused(refer(B, issued), "the token has to be shown whole");
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
                        return show(key, issued);
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

        AuthResult.Refused early = refused(refer(B, issued));
        assertEquals("the token has to be shown whole", early.detail());
        accepted(show(B, issued));

        Grant grant = accepted(refer(B, issued));
        assertEquals(issued.claims().permissions(), grant.permissions());
    }

    @Test
    void aReferencePassesTheSameChecks() {
        Bearers here = Bearers.of(List.of("ipv4://192.0.2.0/24"), false);
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.empty(), here));
        accepted(show(B, issued));

        AuthResult.Refused elsewhere = refused(authenticator.authenticate(B, ELSEWHERE, id(issued)));
        assertEquals("the token may not be used from 198.51.100.7", elsewhere.detail());
        uniformlyRefused(refer(C, issued), "is bound to another key");
        uniformlyRefused(authenticator.authenticate(B, HERE, new byte[16]), "no token of that id was issued");

        issuer.advance(Duration.ofDays(91));
        assertEquals(ErrorCode.EXPIRED, refused(refer(B, issued)).code());
        issuer.store.tokens().revoke(issued.claims().id());
        assertEquals(ErrorCode.REVOKED, refused(refer(B, issued)).code());
    }

    @Test
    void aReferenceUnderAKeyThatWasDroppedIsRefused() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        accepted(show(B, issued));
        var other = new TestIssuer(folder.resolve("other"));
        var rotated = new Authenticator(
                other.verifier,
                new Examination(other.ring, bearers()),
                issuer.store.tokens(),
                bearers(),
                grants,
                () -> issuer.now,
                trail);

        AuthResult.Refused refusal = refused(rotated.authenticate(B, HERE, id(issued)));

        assertEquals(ErrorCode.REVOKED, refusal.code());
        assertEquals("the token was revoked with the key that signed it", refusal.detail());
        uniformlyRefused(rotated.authenticate(C, HERE, id(issued)), "is bound to another key");
    }

    @Test
    void onlyTheBoundKeyIsToldThatTheTokenWasRevoked() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        TokenIssuer.Issued unused = issuer.issue(TokenTerms.DEFAULT);
        accepted(show(B, issued));
        issuer.store.tokens().revoke(issued.claims().id());
        issuer.store.tokens().revoke(unused.claims().id());

        String reason = "the token was revoked";
        assertEquals(new AuthResult.Refused(ErrorCode.REVOKED, reason, reason, true), show(B, issued));
        uniformlyRefused(show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
        uniformlyRefused(show(B, unused), "the token was revoked");
    }

    @Test
    void aTokenExpiresAMinuteAfterItsEnd() {
        TokenIssuer.Issued issued = issuer.issue(terms(Duration.ZERO, Duration.ofHours(1)));
        accepted(show(B, issued));

        issuer.advance(Duration.ofHours(1).plusSeconds(60).minusMillis(1));
        accepted(show(B, issued));
        issuer.advance(Duration.ofMillis(1));

        AuthResult.Refused told = refused(show(B, issued));
        assertEquals(ErrorCode.EXPIRED, told.code());
        assertEquals("the token has expired", told.detail());
        uniformlyRefused(show(C, issued), "the token " + issued.claims().id() + " is bound to another key");
    }

    @Test
    void aTokenCanBeUsedAMinuteBeforeItsBeginning() {
        TokenIssuer.Issued early = issuer.issue(terms(Duration.ofHours(1), Duration.ofHours(1)));
        issuer.advance(Duration.ofHours(1).minusSeconds(60).minusMillis(1));

        uniformlyRefused(
                show(B, early),
                "the token can't be used before " + early.claims().notBefore());
        assertEquals(Optional.empty(), stored(early).boundKey(), "a refused attempt binds nothing");
        issuer.advance(Duration.ofMillis(1));
        accepted(show(B, early));
    }

    @Test
    void aTokenForANetworkIsOfNoUseElsewhereAndStaysUnbound() {
        Bearers here = Bearers.of(List.of("ipv6://2001:db8::/32", "ipv4://192.0.2.0/24"), false);
        TokenIssuer.Issued issued = issuer.issue(terms(Optional.empty(), here));

        uniformlyRefused(
                authenticator.authenticate(B, ELSEWHERE, issued.token().reveal()),
                "the token may not be used from 198.51.100.7");
        assertEquals(Optional.empty(), stored(issued).boundKey());
        accepted(show(B, issued));
        accepted(authenticator.authenticate(
                B, address("2001:db8::1"), issued.token().reveal()));
    }

    @Test
    void garbageForgeriesAndForeignTokensLookAlike() {
        var stranger = new TestIssuer(folder.resolve("stranger"));
        String payload = issuer.payload(TokenTerms.DEFAULT);

        uniformlyRefused(authenticator.authenticate(B, HERE, "garbage"));
        uniformlyRefused(authenticator.authenticate(B, HERE, stranger.issueText(TokenTerms.DEFAULT)));
        uniformlyRefused(authenticator.authenticate(B, HERE, stranger.sign(issuer.header(), payload)));
        uniformlyRefused(
                authenticator.authenticate(
                        B, HERE, issuer.sign(issuer.header(), payload.replace("\"logs\":false", "\"logs\":true"))),
                "the token isn't the one that was issued under its id");
    }

    @Test
    void aTokenThatTheDatabaseDoesntKnowIsRefused() {
        TokenIssuer.Issued bound = issuer.issue(terms(Optional.of(InstanceId.ofKey(B)), Bearers.FIRST_KEY));
        TokenIssuer.Issued unbound = issuer.issue(TokenTerms.DEFAULT);
        Authenticator restored = over(new InMemoryStore().tokens());

        AuthResult.Refused told =
                refused(restored.authenticate(B, HERE, bound.token().reveal()));
        assertEquals(ErrorCode.AUTH_FAILED, told.code());
        assertEquals("the token isn't known here any more", told.detail());
        uniformlyRefused(restored.authenticate(C, HERE, bound.token().reveal()), "the token isn't known here any more");
        uniformlyRefused(
                restored.authenticate(B, HERE, unbound.token().reveal()), "the token isn't known here any more");
    }

    /** The one who revokes commits, finds no grant to end and is done; the grant made meanwhile must not live. */
    @Test
    void aRevocationBetweenUseAndGrantIsSeen() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        var racing = new ForwardingTokens(issuer.store.tokens()) {
            @Override
            public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
                Optional<IssuedToken> used = super.use(jti, key, bind, now);
                revoke(jti);
                grants.end(jti, ErrorCode.REVOKED, "revoked");
                return used;
            }
        };

        AuthResult.Refused told =
                refused(over(racing).authenticate(B, HERE, issued.token().reveal()));

        assertEquals(ErrorCode.REVOKED, told.code());
        assertEquals("the token was revoked in the same moment", told.detail());
        assertEquals(List.of(), grants.ofToken(issued.claims().id()));
    }

    @Test
    void aRevocationBeforeUseIsSeen() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        var racing = new ForwardingTokens(issuer.store.tokens()) {
            @Override
            public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
                revoke(jti);
                return super.use(jti, key, bind, now);
            }
        };

        uniformlyRefused(
                over(racing).authenticate(B, HERE, issued.token().reveal()),
                "the token was revoked in the same moment");
        assertEquals(Optional.empty(), stored(issued).boundKey());
    }

    @Test
    void ofARevocationAndAnAuthenticationInARaceTheRevocationWins() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
                String jti = issued.claims().id();
                var start = new CyclicBarrier(2);
                var authenticating = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return show(B, issued);
                });
                var revoking = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    issuer.store.tokens().revoke(jti);
                    return grants.end(jti, ErrorCode.REVOKED, "revoked");
                });
                AuthResult result = authenticating.get(10, TimeUnit.SECONDS);
                revoking.get(10, TimeUnit.SECONDS);
                if (result instanceof AuthResult.Accepted accepted) {
                    assertEquals(
                            Optional.of(new Ending(ErrorCode.REVOKED, "revoked")),
                            accepted.grant().ending());
                }
                assertEquals(List.of(), grants.ofToken(jti));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRevocationAfterTheLastLookIsFoundByTheGrantsHolder() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        Grant grant = accepted(show(B, issued));

        issuer.store.tokens().revoke(issued.claims().id());
        grants.end(issued.claims().id(), ErrorCode.REVOKED, "revoked");
        var told = new ArrayList<Ending>();
        grant.whenEnded(told::add);

        assertEquals(List.of(new Ending(ErrorCode.REVOKED, "revoked")), told);
    }

    @Test
    void aDatabaseThatFailsGrantsNothing() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        var failing = new ForwardingTokens(issuer.store.tokens()) {
            private int finds;

            @Override
            public Optional<IssuedToken> find(String jti) {
                if (++finds > 1) {
                    throw new StoreException("disk full");
                }
                return super.find(jti);
            }
        };

        assertThrows(StoreException.class, () -> over(failing)
                .authenticate(B, HERE, issued.token().reveal()));
        assertEquals(List.of(), grants.ofToken(issued.claims().id()));
    }

    private AuthResult show(byte[] key, TokenIssuer.Issued issued) {
        return authenticator.authenticate(key, HERE, issued.token().reveal());
    }

    private AuthResult refer(byte[] key, TokenIssuer.Issued issued) {
        return authenticator.authenticate(key, HERE, id(issued));
    }

    private IssuedToken stored(TokenIssuer.Issued issued) {
        IssuedToken kept = issuer.store.tokens().find(issued.claims().id()).orElseThrow();
        assertArrayEquals(issued.kept().digest(), kept.digest());
        return kept;
    }

    private static Grant accepted(AuthResult result) {
        return assertInstanceOf(AuthResult.Accepted.class, result).grant();
    }

    private static AuthResult.Refused refused(AuthResult result) {
        return assertInstanceOf(AuthResult.Refused.class, result);
    }

    /** What a stranger is told is one and the same; the reason for the log ends with one of those given. */
    private static void uniformlyRefused(AuthResult result, String... reasons) {
        AuthResult.Refused refusal = refused(result);
        assertEquals(ErrorCode.AUTH_FAILED, refusal.code());
        assertEquals("the token was not accepted", refusal.detail());
        assertEquals(false, refusal.boundKey());
        if (reasons.length > 0) {
            assertEquals(true, List.of(reasons).stream().anyMatch(refusal.reason()::endsWith), refusal.reason());
        }
    }

    private static byte[] id(TokenIssuer.Issued issued) {
        return TokenId.toBytes(issued.claims().id());
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

    /** The authenticator is given keys that were proven before, so any 32 bytes will do. */
    private static byte[] key(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return key;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
