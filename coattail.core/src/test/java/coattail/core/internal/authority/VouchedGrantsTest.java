// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static coattail.core.internal.authority.Entrance.B;
import static coattail.core.internal.authority.Entrance.C;
import static coattail.core.internal.authority.Entrance.accepted;
import static coattail.core.internal.authority.Entrance.told;
import static coattail.core.internal.authority.VouchedEntrance.DAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
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
import coattail.core.internal.authority.VouchedEntrance.Vouching;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.spi.StoreException;
import coattail.core.spi.ValidationToken;

/** Grants that rest on validation tokens: until when they last, and what removing one ends. */
class VouchedGrantsTest {
    @TempDir
    Path folder;

    private VouchedEntrance entrance;
    private TestIssuer issuer;
    private Grants grants;

    @BeforeEach
    void open() {
        entrance = new VouchedEntrance(folder);
        issuer = entrance.issuer;
        grants = entrance.grants;
    }

    @Test
    void removingOneEndsTheGrantsOfItsKeyAndNoOthers() {
        String forB = entrance.vouch(B, Vouching.USABLE);
        TokenIssuer.Issued shared =
                entrance.issue(List.of("vt://" + forB, "vt://" + entrance.vouch(C, Vouching.USABLE)));
        TokenIssuer.Issued other = entrance.issue(List.of());
        Grant ofB = accepted(entrance.show(B, shared));
        Grant again = accepted(entrance.show(B, shared));
        Grant ofC = accepted(entrance.show(C, shared));
        Grant unlisted = accepted(entrance.show(B, other));

        entrance.remove(forB);
        assertEquals(2, entrance.bearers.reconsider(InstanceId.ofKey(B)));

        var removed = Optional.of(Ending.VALIDATION_REMOVED);
        assertEquals(removed, ofB.ending());
        assertEquals(removed, again.ending());
        assertEquals(Optional.empty(), ofC.ending());
        assertEquals(Optional.empty(), unlisted.ending(), "it rests on no validation token");
        assertEquals(List.of(ofC), grants.ofToken(shared.claims().id()));
        assertEquals(0, entrance.bearers.reconsider(InstanceId.ofKey(B)));
    }

    @Test
    void aKeyThatAnotherOneVouchesForKeepsItsGrantForAsLong() {
        String late = entrance.vouch(B, DAY.multipliedBy(9));
        String early = entrance.vouch(B, DAY.multipliedBy(2));
        Grant grant = accepted(entrance.show(B, entrance.issue(List.of("vt://" + late, "vt://" + early))));
        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(9))), grant.expires());

        entrance.remove(late);
        assertEquals(0, entrance.bearers.reconsider(InstanceId.ofKey(B)));

        issuer.advance(DAY.multipliedBy(2).plusSeconds(59));
        assertEquals(Optional.empty(), grant.endingAt(issuer.now.toEpochMilli()));
        issuer.advance(Duration.ofSeconds(1));
        assertEquals(Optional.of(Ending.VALIDATION_EXPIRED), grant.endingAt(issuer.now.toEpochMilli()));
    }

    @Test
    void aGrantEndsWithTheTokenOrTheValidationTokenWhicheverIsFirst() {
        String forB = entrance.vouch(B, DAY.multipliedBy(2));
        Grant byKey = accepted(entrance.show(B, entrance.issue(List.of("vt://" + forB))));
        Grant byToken = accepted(
                entrance.show(B, issuer.issue(VouchedEntrance.terms(Optional.empty(), List.of("vt://" + forB), DAY))));
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
        String first = entrance.vouch(B, DAY.multipliedBy(2));
        String second = entrance.vouch(B, issuer.now.plus(DAY), Optional.of(issuer.now.plus(DAY.multipliedBy(5))));
        String third = entrance.vouch(B, issuer.now.plus(DAY.multipliedBy(7)), Optional.empty());

        Grant grant =
                accepted(entrance.show(B, entrance.issue(List.of("vt://" + first, "vt://" + second, "vt://" + third))));

        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(5))), grant.expires(), "before the third begins");
    }

    @Test
    void oneWithoutEndLeavesTheTokensEnd() {
        TokenIssuer.Issued issued = entrance.issue(
                List.of("vt://" + entrance.vouch(B, DAY), "vt://" + entrance.vouch(B, Vouching.FOR_EVER)));

        assertEquals(
                issued.claims().expires(), accepted(entrance.show(B, issued)).expires());
    }

    /** Whoever removes commits, finds no grant to end and is done; the grant made meanwhile must not live. */
    @Test
    void aRemovalBetweenTheChecksAndTheGrantIsSeen() {
        String forB = entrance.vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued = entrance.issue(List.of("vt://" + forB));
        entrance.use(new ForwardingValidationTokens(issuer.store.validationTokens()) {
            private int asked;

            @Override
            public List<ValidationToken> ofInstance(String instanceId) {
                if (++asked == 2) { // the first is the check, the second the look after the grant was made
                    entrance.remove(forB);
                }
                return super.ofInstance(instanceId);
            }
        });

        told(entrance.show(B, issued), ErrorCode.REVOKED, "the validation token of this key was removed by the issuer");
        assertEquals(List.of(), grants.ofToken(issued.claims().id()));
    }

    @Test
    void aRemovalInTheSameMomentLeavesWhatRestsOnAnother() {
        String late = entrance.vouch(B, DAY.multipliedBy(9));
        String early = entrance.vouch(B, DAY.multipliedBy(2));
        TokenIssuer.Issued issued = entrance.issue(List.of("vt://" + late, "vt://" + early));
        entrance.use(new ForwardingValidationTokens(issuer.store.validationTokens()) {
            private int asked;

            @Override
            public List<ValidationToken> ofInstance(String instanceId) {
                if (++asked == 2) {
                    entrance.remove(late);
                }
                return super.ofInstance(instanceId);
            }
        });

        Grant grant = accepted(entrance.show(B, issued));

        assertEquals(Optional.of(issuer.now.plus(DAY.multipliedBy(2))), grant.expires());
        assertEquals(List.of(grant), grants.ofToken(issued.claims().id()));
    }

    @Test
    void ofARemovalAndAnAuthenticationInARaceTheRemovalWins() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                String forB = entrance.vouch(B, Vouching.USABLE);
                TokenIssuer.Issued issued =
                        entrance.issue(List.of("vt://" + forB, "vt://" + entrance.vouch(C, Vouching.USABLE)));
                var start = new CyclicBarrier(2);
                var authenticating = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return entrance.show(B, issued);
                });
                var removing = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    entrance.remove(forB);
                    return entrance.bearers.reconsider(InstanceId.ofKey(B));
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
        Grant resting =
                accepted(entrance.show(B, entrance.issue(List.of("vt://" + entrance.vouch(B, Vouching.USABLE)))));
        Grant free = accepted(entrance.show(B, entrance.issue(List.of())));
        entrance.use(new ForwardingValidationTokens(issuer.store.validationTokens()) {
            @Override
            public List<ValidationToken> ofInstance(String instanceId) {
                throw new StoreException("disk full");
            }
        });

        assertThrows(StoreException.class, () -> entrance.bearers.reconsider(InstanceId.ofKey(B)));

        assertEquals(Optional.of(Ending.VALIDATION_REMOVED), resting.ending());
        assertEquals(Optional.empty(), free.ending());
        assertThrows(
                StoreException.class,
                () -> entrance.show(B, entrance.issue(List.of("vt://" + entrance.vouch(C, Vouching.USABLE)))));
    }

    @Test
    void theIdsOfGrantsThatRestOnOneAreCounted() {
        String forB = entrance.vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued =
                entrance.issue(List.of("vt://" + forB, "vt://" + entrance.vouch(C, Vouching.USABLE)));
        Set<Grant> ofB = new HashSet<>(List.of(accepted(entrance.show(B, issued)), accepted(entrance.show(B, issued))));
        accepted(entrance.show(C, issued));

        assertEquals(
                ofB.size(),
                entrance.bearers.connections(
                        issuer.store.validationTokens().find(forB).orElseThrow()));
    }
}
