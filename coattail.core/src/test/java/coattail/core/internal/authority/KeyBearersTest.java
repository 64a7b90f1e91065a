// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.testing.TestTrail;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.internal.token.ValidationClaims;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.spi.StoreException;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationTokens;

/** Validation tokens as bearers: whose keys they let use a token, and until when. */
class KeyBearersTest {
    private static final byte[] B = key(1);
    private static final byte[] C = key(2);
    private static final byte[] D = key(3);
    private static final InetAddress HERE = address("192.0.2.7");
    private static final InetAddress ELSEWHERE = address("198.51.100.7");
    private static final String NETWORK = "ipv4://192.0.2.0/24";
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private TestIssuer issuer;
    private Grants grants;
    private KeyBearers bearers;
    private Authenticator authenticator;
    private int ids;

    @BeforeEach
    void open() {
        issuer = new TestIssuer(folder.resolve("keys"));
        grants = new Grants(() -> issuer.now, System::nanoTime);
        use(issuer.store.validationTokens());
    }

    private void use(ValidationTokens validationTokens) {
        bearers = new KeyBearers(validationTokens, grants, () -> issuer.now);
        authenticator = new Authenticator(
                issuer.verifier,
                new Examination(issuer.ring, bearers),
                issuer.store.tokens(),
                bearers,
                grants,
                () -> issuer.now,
                new TestTrail());
    }

    /** What a validation token may be like. */
    private enum Vouching {
        USABLE,
        FOR_EVER,
        NOT_YET,
        EXPIRED,
        REMOVED,
        UNKNOWN
    }

    /**
     * The rule: (no key bearers, or the proven key is among them) and (no networks, or the source is in one). Every
     * combination is tried, and what is accepted compared with the rule, which is written down here once more.
     */
    @Test
    void everyCombinationOfBearersIsJudgedByTheRule() {
        int tried = 0;
        int accepted = 0;
        for (List<String> networks : List.of(List.<String>of(), List.of(NETWORK), List.of("ipv6://2001:db8::/32"))) {
            for (InetAddress source : List.of(HERE, ELSEWHERE)) {
                for (byte[] prover : List.of(B, C, D)) {
                    boolean fromThere = networks.isEmpty() || (networks.contains(NETWORK) && source.equals(HERE));
                    for (Vouching forB : Vouching.values()) {
                        var entries = new ArrayList<>(networks);
                        entries.add("vt://" + vouch(B, forB));
                        boolean usable = forB == Vouching.USABLE || forB == Vouching.FOR_EVER;
                        tried++;
                        accepted += judged(entries, prover, source, fromThere && usable && prover == B);
                        for (Vouching forC : Vouching.values()) {
                            var both = new ArrayList<>(entries);
                            both.add("vt://" + vouch(C, forC));
                            boolean usableC = forC == Vouching.USABLE || forC == Vouching.FOR_EVER;
                            boolean among = (usable && prover == B) || (usableC && prover == C);
                            tried++;
                            accepted += judged(both, prover, source, fromThere && among);
                        }
                    }
                    tried++;
                    accepted += judged(networks, prover, source, fromThere);
                }
            }
        }
        assertEquals(3 * 2 * 3 * (6 + 36 + 1), tried);
        assertEquals(3 * 3 + 3 * (2 + 12 + 12), accepted);
    }

    private int judged(List<String> entries, byte[] prover, InetAddress source, boolean expected) {
        TokenIssuer.Issued issued = issue(entries);
        AuthResult result =
                authenticator.authenticate(prover, source, issued.token().reveal());

        assertEquals(expected, result instanceof AuthResult.Accepted, () -> entries + " " + Arrays.toString(prover));
        boolean bindsFirst = issued.claims().bearers().validationTokens().isEmpty();
        assertEquals(
                expected && bindsFirst ? Optional.of(InstanceId.thumbprint(prover)) : Optional.empty(),
                issuer.store.tokens().find(issued.claims().id()).orElseThrow().boundKey());
        return expected ? 1 : 0;
    }

    @Test
    void whereATokenIsBoundAsWellBothHaveToHold() {
        String forB = vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued = issue(Optional.of(InstanceId.ofKey(B)), List.of("vt://" + forB));
        accepted(show(B, issued));
        uniformlyRefused(show(C, issued));

        remove(forB);
        assertEquals(ErrorCode.REVOKED, told(show(B, issued)).code());
        TokenIssuer.Issued contradictory =
                issue(Optional.of(InstanceId.ofKey(B)), List.of("vt://" + vouch(C, Vouching.USABLE)));
        told(show(B, contradictory), ErrorCode.AUTH_FAILED, "the token is for keys of validation tokens");
        uniformlyRefused(show(C, contradictory));
    }

    @Test
    void onlyTheKeysThatAreListedAreToldTheTruth() {
        for (var each : List.of(
                List.of(Vouching.NOT_YET, ErrorCode.AUTH_FAILED, "the validation token of this key can't be used yet"),
                List.of(Vouching.EXPIRED, ErrorCode.EXPIRED, "the validation token of this key has expired"),
                List.of(
                        Vouching.REMOVED,
                        ErrorCode.REVOKED,
                        "the validation token of this key was removed by the issuer"))) {
            TokenIssuer.Issued issued = issue(List.of("vt://" + vouch(B, (Vouching) each.get(0))));
            told(show(B, issued), (ErrorCode) each.get(1), (String) each.get(2));
            uniformlyRefused(show(C, issued));
        }
        uniformlyRefused(show(B, issue(List.of("vt://" + vouch(B, Vouching.UNKNOWN)))));

        TokenIssuer.Issued issued = issue(List.of("vt://" + vouch(B, Vouching.USABLE), NETWORK));
        told(
                authenticator.authenticate(B, ELSEWHERE, issued.token().reveal()),
                ErrorCode.AUTH_FAILED,
                "the token may not be used from 198.51.100.7");
        issuer.store.tokens().revoke(issued.claims().id());
        told(show(B, issued), ErrorCode.REVOKED, "the token was revoked");
        uniformlyRefused(show(C, issued));
    }

    @Test
    void aReferenceSufficesForEachKeyFromWhichTheTokenWasAccepted() {
        String forB = vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued = issue(List.of("vt://" + forB, "vt://" + vouch(C, Vouching.USABLE)));
        uniformlyRefused(refer(B, issued));
        accepted(show(B, issued));

        accepted(refer(B, issued));
        uniformlyRefused(refer(C, issued));
        accepted(show(C, issued));
        accepted(refer(C, issued));
        accepted(refer(B, issued));
        uniformlyRefused(refer(D, issued));

        remove(forB);
        assertEquals(ErrorCode.REVOKED, told(refer(B, issued)).code());
        accepted(refer(C, issued));
        issuer.advance(Duration.ofDays(200));
        assertEquals(ErrorCode.EXPIRED, told(refer(C, issued)).code());
    }

    @Test
    void aRefusedAttemptIsNotRemembered() {
        TokenIssuer.Issued issued = issue(List.of("vt://" + vouch(B, Vouching.USABLE), NETWORK));
        told(authenticator.authenticate(B, ELSEWHERE, issued.token().reveal()));

        assertFalse(issuer.store.tokens().wasAccepted(issued.claims().id(), InstanceId.thumbprint(B)));
        assertEquals(
                Optional.empty(),
                issuer.store.tokens().find(issued.claims().id()).orElseThrow().lastUsed());
    }

    @Test
    void removingOneEndsTheGrantsOfItsKeyAndNoOthers() {
        String forB = vouch(B, Vouching.USABLE);
        TokenIssuer.Issued shared = issue(List.of("vt://" + forB, "vt://" + vouch(C, Vouching.USABLE)));
        TokenIssuer.Issued other = issue(List.of());
        Grant ofB = accepted(show(B, shared));
        Grant again = accepted(show(B, shared));
        Grant ofC = accepted(show(C, shared));
        Grant unlisted = accepted(show(B, other));

        remove(forB);
        assertEquals(2, bearers.reconsider(InstanceId.ofKey(B)));

        var removed = Optional.of(Ending.VALIDATION_REMOVED);
        assertEquals(removed, ofB.ending());
        assertEquals(removed, again.ending());
        assertEquals(Optional.empty(), ofC.ending());
        assertEquals(Optional.empty(), unlisted.ending(), "it rests on no validation token");
        assertEquals(List.of(ofC), grants.ofToken(shared.claims().id()));
        assertEquals(0, bearers.reconsider(InstanceId.ofKey(B)));
    }

    @Test
    void aKeyThatAnotherOneVouchesForKeepsItsGrantForAsLong() {
        String late = vouch(B, DAY.multipliedBy(9));
        String early = vouch(B, DAY.multipliedBy(2));
        Grant grant = accepted(show(B, issue(List.of("vt://" + late, "vt://" + early))));
        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(9))), grant.expires());

        remove(late);
        assertEquals(0, bearers.reconsider(InstanceId.ofKey(B)));

        issuer.advance(DAY.multipliedBy(2).plusSeconds(59));
        assertEquals(Optional.empty(), grant.endingAt(issuer.now.toEpochMilli()));
        issuer.advance(Duration.ofSeconds(1));
        assertEquals(Optional.of(Ending.VALIDATION_EXPIRED), grant.endingAt(issuer.now.toEpochMilli()));
    }

    @Test
    void aGrantEndsWithTheTokenOrTheValidationTokenWhicheverIsFirst() {
        String forB = vouch(B, DAY.multipliedBy(2));
        Grant byKey = accepted(show(B, issue(List.of("vt://" + forB))));
        Grant byToken = accepted(show(B, issuer.issue(terms(Optional.empty(), List.of("vt://" + forB), DAY))));
        assertEquals(Optional.of(issuer.now.plus(DAY)), byToken.expires());
        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(2))), byKey.expires());

        issuer.advance(DAY.plusSeconds(60));
        assertEquals(1, grants.expire());
        assertEquals(Optional.of(Ending.EXPIRED), byToken.ending());
        issuer.advance(DAY.minusMillis(1));
        assertEquals(0, grants.expire());
        issuer.advance(Duration.ofMillis(1));
        assertEquals(1, grants.expire());
        assertEquals(Optional.of(Ending.VALIDATION_EXPIRED), byKey.ending());
    }

    @Test
    void whereOneTakesOverFromAnotherTheGrantGoesOn() {
        String first = vouch(B, DAY.multipliedBy(2));
        String second = vouch(B, issuer.now.plus(DAY), Optional.of(issuer.now.plus(DAY.multipliedBy(5))));
        String third = vouch(B, issuer.now.plus(DAY.multipliedBy(7)), Optional.empty());

        Grant grant = accepted(show(B, issue(List.of("vt://" + first, "vt://" + second, "vt://" + third))));

        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(5))), grant.expires(), "before the third begins");
    }

    @Test
    void oneWithoutEndLeavesTheTokensEnd() {
        TokenIssuer.Issued issued = issue(List.of("vt://" + vouch(B, DAY), "vt://" + vouch(B, Vouching.FOR_EVER)));

        assertEquals(issued.claims().expires(), accepted(show(B, issued)).expires());
    }

    @Test
    void whomATokenCanReachIsSaid() {
        String forB = vouch(B, Vouching.USABLE);
        String forC = vouch(C, Vouching.NOT_YET);
        Bearers both = Bearers.of(List.of("vt://" + forB, "vt://" + forC), false);

        assertTrue(bearers.reach(both, InstanceId.ofKey(B), ""));
        assertTrue(bearers.reach(both, InstanceId.ofKey(C), ""), "later");
        assertFalse(bearers.reach(both, InstanceId.ofKey(D), ""));
        assertFalse(bearers.reach(both, InstanceId.ofKey(B), forB));
        assertTrue(bearers.reachAnyone(both, forB));
        remove(forC);
        assertFalse(bearers.reachAnyone(both, forB));
        assertTrue(bearers.reachAnyone(both, ""));
        assertTrue(bearers.reachAnyone(Bearers.FIRST_KEY, forB), "it lists none");
    }

    /** Whoever removes commits, finds no grant to end and is done; the grant made meanwhile must not live. */
    @Test
    void aRemovalBetweenTheChecksAndTheGrantIsSeen() {
        String forB = vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued = issue(List.of("vt://" + forB));
        use(new ForwardingValidationTokens(issuer.store.validationTokens()) {
            private int asked;

            @Override
            public List<ValidationToken> ofInstance(String instanceId) {
                if (++asked == 2) { // the first is the check, the second the look after the grant was made
                    KeyBearersTest.this.remove(forB);
                }
                return super.ofInstance(instanceId);
            }
        });

        told(show(B, issued), ErrorCode.REVOKED, "the validation token of this key was removed by the issuer");
        assertEquals(List.of(), grants.ofToken(issued.claims().id()));
    }

    @Test
    void aRemovalInTheSameMomentLeavesWhatRestsOnAnother() {
        String late = vouch(B, DAY.multipliedBy(9));
        String early = vouch(B, DAY.multipliedBy(2));
        TokenIssuer.Issued issued = issue(List.of("vt://" + late, "vt://" + early));
        use(new ForwardingValidationTokens(issuer.store.validationTokens()) {
            private int asked;

            @Override
            public List<ValidationToken> ofInstance(String instanceId) {
                if (++asked == 2) {
                    KeyBearersTest.this.remove(late);
                }
                return super.ofInstance(instanceId);
            }
        });

        Grant grant = accepted(show(B, issued));

        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(2))), grant.expires());
        assertEquals(List.of(grant), grants.ofToken(issued.claims().id()));
    }

    @Test
    void ofARemovalAndAnAuthenticationInARaceTheRemovalWins() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                String forB = vouch(B, Vouching.USABLE);
                TokenIssuer.Issued issued = issue(List.of("vt://" + forB, "vt://" + vouch(C, Vouching.USABLE)));
                var start = new CyclicBarrier(2);
                var authenticating = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return show(B, issued);
                });
                var removing = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    remove(forB);
                    return bearers.reconsider(InstanceId.ofKey(B));
                });
                AuthResult result = authenticating.get(10, TimeUnit.SECONDS);
                removing.get(10, TimeUnit.SECONDS);
                if (result instanceof AuthResult.Accepted accepted) {
                    assertEquals(
                            Optional.of(Ending.VALIDATION_REMOVED),
                            accepted.grant().ending());
                } else {
                    assertEquals(ErrorCode.REVOKED, told(result).code());
                }
                assertEquals(List.of(), grants.ofToken(issued.claims().id()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What can't be judged any more doesn't go on. */
    @Test
    void aDatabaseThatFailsEndsWhatRestsOnValidationTokens() {
        Grant resting = accepted(show(B, issue(List.of("vt://" + vouch(B, Vouching.USABLE)))));
        Grant free = accepted(show(B, issue(List.of())));
        use(new ForwardingValidationTokens(issuer.store.validationTokens()) {
            @Override
            public List<ValidationToken> ofInstance(String instanceId) {
                throw new StoreException("disk full");
            }
        });

        assertThrows(StoreException.class, () -> bearers.reconsider(InstanceId.ofKey(B)));

        assertEquals(Optional.of(Ending.VALIDATION_REMOVED), resting.ending());
        assertEquals(Optional.empty(), free.ending());
        assertThrows(StoreException.class, () -> show(B, issue(List.of("vt://" + vouch(C, Vouching.USABLE)))));
    }

    @Test
    void theIdsOfGrantsThatRestOnOneAreCounted() {
        String forB = vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued = issue(List.of("vt://" + forB, "vt://" + vouch(C, Vouching.USABLE)));
        Set<Grant> ofB = new HashSet<>(List.of(accepted(show(B, issued)), accepted(show(B, issued))));
        accepted(show(C, issued));

        assertEquals(
                ofB.size(),
                bearers.connections(issuer.store.validationTokens().find(forB).orElseThrow()));
    }

    private TokenIssuer.Issued issue(List<String> entries) {
        return issue(Optional.empty(), entries);
    }

    private TokenIssuer.Issued issue(Optional<String> boundTo, List<String> entries) {
        return issuer.issue(terms(boundTo, entries, TokenTerms.DEFAULT_LIFETIME));
    }

    private static TokenTerms terms(Optional<String> boundTo, List<String> entries, Duration lifetime) {
        return new TokenTerms(
                boundTo,
                Bearers.of(entries, false),
                Permissions.DEFAULT,
                Limits.DEFAULT,
                Duration.ZERO,
                Optional.of(lifetime));
    }

    private AuthResult show(byte[] key, TokenIssuer.Issued issued) {
        return authenticator.authenticate(key, HERE, issued.token().reveal());
    }

    private AuthResult refer(byte[] key, TokenIssuer.Issued issued) {
        return authenticator.authenticate(
                key, HERE, TokenId.toBytes(issued.claims().id()));
    }

    private String vouch(byte[] key, Vouching like) {
        Instant now = issuer.now;
        return switch (like) {
            case USABLE -> vouch(key, now, Optional.of(now.plus(DAY.multipliedBy(100))));
            case FOR_EVER -> vouch(key, now, Optional.empty());
            case NOT_YET -> vouch(key, now.plus(DAY), Optional.of(now.plus(DAY.multipliedBy(100))));
            case EXPIRED -> vouch(key, now.minus(DAY), Optional.of(now.minusSeconds(60)));
            case REMOVED -> {
                String id = vouch(key, Vouching.USABLE);
                remove(id);
                yield id;
            }
            case UNKNOWN -> nextId();
        };
    }

    private String vouch(byte[] key, Duration lifetime) {
        return vouch(key, issuer.now, Optional.of(issuer.now.plus(lifetime)));
    }

    /** Adds a validation token for a key. */
    private String vouch(byte[] key, Instant from, Optional<Instant> until) {
        var claims = new ValidationClaims(TestIssuer.encode(key), nextId(), issuer.now, from, until);
        issuer.store
                .validationTokens()
                .add(new ValidationToken(
                        claims.id(),
                        claims.instanceId(),
                        ValidationCodec.write(claims),
                        ValidationToken.State.ACTIVE,
                        issuer.now));
        return claims.id();
    }

    private String nextId() {
        byte[] id = new byte[16];
        id[0] = (byte) (ids >> 8);
        id[1] = (byte) ids++;
        return TokenId.of(id);
    }

    private void remove(String id) {
        issuer.store.validationTokens().remove(id, List.of(), List.of());
    }

    private static Grant accepted(AuthResult result) {
        return assertInstanceOf(AuthResult.Accepted.class, result).grant();
    }

    private static AuthResult.Refused told(AuthResult result) {
        AuthResult.Refused refusal = assertInstanceOf(AuthResult.Refused.class, result);
        assertTrue(refusal.boundKey(), refusal.reason());
        assertEquals(refusal.reason(), refusal.detail());
        return refusal;
    }

    private static void told(AuthResult result, ErrorCode code, String begin) {
        AuthResult.Refused refusal = told(result);
        assertEquals(code, refusal.code());
        assertTrue(refusal.detail().startsWith(begin), refusal.detail());
    }

    private static void uniformlyRefused(AuthResult result) {
        AuthResult.Refused refusal = assertInstanceOf(AuthResult.Refused.class, result);
        assertEquals(ErrorCode.AUTH_FAILED, refusal.code());
        assertEquals("the token was not accepted", refusal.detail());
        assertFalse(refusal.boundKey());
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
