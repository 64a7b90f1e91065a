// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.Permissions;

class GrantsTest {
    private static final String OTHER_PEER = Claims.ISSUER;
    private static final String ONE = Claims.of(1).id();
    private static final String TWO = Claims.of(2).id();

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long nanos;
    private final Grants grants = new Grants(() -> now, () -> nanos);

    @Test
    void grantsAreFoundByToken() {
        Grant first = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
        Grant second = grants.register(Claims.of(1), OTHER_PEER, KeyStanding.FREE);
        Grant third = grants.register(Claims.of(2), Claims.PEER, KeyStanding.FREE);

        assertEquals(List.of(first, second), grants.ofToken(ONE));
        assertEquals(List.of(third), grants.ofToken(TWO));

        grants.release(first);
        grants.release(first);
        assertEquals(List.of(second), grants.ofToken(ONE));
        assertEquals(List.of(third), grants.ofToken(TWO));
        grants.release(second);
        assertEquals(List.of(), grants.ofToken(ONE));
        assertEquals(Optional.empty(), first.ending(), "a connection that is gone is no end of the token");
    }

    @Test
    void endingATokenEndsAllItsGrantsAndTellsEachOnce() {
        Grant first = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
        Grant second = grants.register(Claims.of(1), OTHER_PEER, KeyStanding.FREE);
        Grant other = grants.register(Claims.of(2), Claims.PEER, KeyStanding.FREE);
        var told = new ArrayList<String>();
        first.whenEnded(ending -> told.add("first " + ending.code()));
        second.whenEnded(ending -> told.add("second " + ending.code()));
        other.whenEnded(ending -> told.add("other " + ending.code()));

        assertEquals(2, grants.end(ONE, ErrorCode.REVOKED, "revoked"));
        assertEquals(0, grants.end(ONE, ErrorCode.REVOKED, "revoked again"));

        assertEquals(List.of("first REVOKED", "second REVOKED"), told);
        assertEquals(Optional.of(new Ending(ErrorCode.REVOKED, "revoked")), first.ending());
        assertEquals(List.of(), grants.ofToken(ONE));
        assertEquals(List.of(other), grants.ofToken(TWO));
    }

    @Test
    void allFlagsAreSetBeforeAnyListenerIsCalled() {
        Grant first = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
        Grant second = grants.register(Claims.of(1), OTHER_PEER, KeyStanding.FREE);
        var seen = new ArrayList<Boolean>();
        first.whenEnded(ending -> seen.add(second.ending().isPresent()));
        second.whenEnded(ending -> seen.add(first.ending().isPresent()));

        grants.end(ONE, ErrorCode.REVOKED, "revoked");

        assertEquals(List.of(true, true), seen);
    }

    @Test
    void aListenerThatFailsKeepsNoOtherGrantAlive() {
        Grant first = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
        Grant second = grants.register(Claims.of(1), OTHER_PEER, KeyStanding.FREE);
        var told = new AtomicInteger();
        first.whenEnded(ending -> {
            throw new IllegalStateException("on purpose");
        });
        second.whenEnded(ending -> told.incrementAndGet());

        assertEquals(2, grants.end(ONE, ErrorCode.REVOKED, "revoked"));

        assertEquals(1, told.get());
    }

    @Test
    void aGrantHasOneListener() {
        Grant grant = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
        grant.whenEnded(ending -> {});

        assertThrows(IllegalStateException.class, () -> grant.whenEnded(ending -> {}));
    }

    @Test
    void grantsOfExpiredTokensEnd() {
        Grant grant = grants.register(
                Claims.of(1, Permissions.DEFAULT, Limits.DEFAULT, Optional.of(now.plusSeconds(10))),
                Claims.PEER,
                KeyStanding.FREE);
        Grant lasting = grants.register(Claims.of(2), Claims.PEER, KeyStanding.FREE);
        var told = new ArrayList<ErrorCode>();
        grant.whenEnded(ending -> told.add(ending.code()));

        now = now.plusSeconds(69);
        assertEquals(0, grants.expire());
        now = now.plusSeconds(1);
        assertEquals(1, grants.expire());

        assertEquals(List.of(ErrorCode.EXPIRED), told);
        assertEquals(List.of(), grants.ofToken(ONE));
        assertEquals(List.of(lasting), grants.ofToken(TWO));
    }

    @Test
    void theGrantsOfATokenShareItsLimits() {
        var limits = new Limits(1, 2, 2, 0, 1);
        Grant first = grants.register(
                Claims.of(1, Permissions.DEFAULT, limits, Optional.empty()), Claims.PEER, KeyStanding.FREE);
        Grant second = grants.register(
                Claims.of(1, Permissions.DEFAULT, limits, Optional.empty()), OTHER_PEER, KeyStanding.FREE);

        assertEquals(0, first.limits().acquire());
        assertEquals(0, second.limits().acquire());
        assertEquals(1_000, first.limits().acquire());
        assertTrue(first.limits().enter());
        assertTrue(second.limits().enter());
        assertEquals(false, first.limits().enter());
        second.limits().leave();
        assertTrue(first.limits().enter());
    }

    @Test
    void reconnectingGivesNoFreshBurstAndFreesNoPlace() {
        var limits = new Limits(1, 2, 1, 0, 1);
        var claims = Claims.of(1, Permissions.DEFAULT, limits, Optional.empty());
        Grant before = grants.register(claims, Claims.PEER, KeyStanding.FREE);
        before.limits().acquire();
        before.limits().acquire();
        before.limits().enter();

        grants.release(before);
        grants.expire();
        Grant after = grants.register(claims, Claims.PEER, KeyStanding.FREE);

        assertSame(before.limits(), after.limits());
        assertEquals(1_000, after.limits().acquire());
        assertEquals(false, after.limits().enter());
    }

    @Test
    void limitsAtRestAreForgotten() {
        Grant before = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
        before.limits().acquire();
        before.limits().enter();
        grants.release(before);

        before.limits().leave();
        nanos += Duration.ofSeconds(1).toNanos();
        grants.expire();

        assertNotSame(
                before.limits(),
                grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE).limits());
    }

    @Test
    void limitsInUseAreKept() {
        Grant first = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);

        grants.expire();

        assertSame(
                first.limits(),
                grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE).limits());
    }

    @Test
    void endingAndListeningInARaceTellsExactlyOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 500; round++) {
                Grant grant = grants.register(Claims.of(1), Claims.PEER, KeyStanding.FREE);
                var told = new AtomicInteger();
                var start = new CyclicBarrier(2);
                var listening = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    grant.whenEnded(ending -> told.incrementAndGet());
                    return null;
                });
                var ending = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return grants.end(ONE, ErrorCode.REVOKED, "revoked");
                });
                listening.get(10, TimeUnit.SECONDS);
                assertEquals(1, ending.get(10, TimeUnit.SECONDS));
                assertEquals(1, told.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
