// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static coattail.core.internal.authority.Operation.FOLLOW_LOG;
import static coattail.core.internal.authority.Operation.LIST;
import static coattail.core.internal.authority.Operation.NOTIFY;
import static coattail.core.internal.authority.Operation.PERFORM;
import static coattail.core.internal.authority.Operation.PERFORM_AND_PUBLISH;
import static coattail.core.internal.authority.Operation.PUBLISH;
import static coattail.core.internal.authority.Operation.SUBSCRIBE;
import static coattail.core.internal.authority.Operation.TRACE;
import static coattail.core.internal.authority.Operation.UNSUBSCRIBE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.ErrorCode;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.NameSet;
import coattail.core.internal.token.Permissions;

class GateTest {
    private static final int PERFORMABLE = 1;
    private static final int PUBLISHABLE = 2;
    private static final int SUBSCRIBABLE = 4;
    private static final int LOGS = 8;
    private static final int TRACING = 16;
    private static final String NAME = "resize";

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Grants grants = new Grants(() -> now, System::nanoTime);
    private final Gate gate = new Gate(() -> now);

    /** Every combination of permissions. */
    static IntStream combinations() {
        return IntStream.range(0, 32);
    }

    /** What must be allowed, written down apart from how the gate finds it. */
    private static Set<Operation> allowedBy(int permissions) {
        var allowed = EnumSet.of(UNSUBSCRIBE);
        if ((permissions & PERFORMABLE) != 0) {
            allowed.add(PERFORM);
        }
        if ((permissions & PUBLISHABLE) != 0) {
            allowed.add(PUBLISH);
        }
        if ((permissions & (PERFORMABLE | PUBLISHABLE)) == (PERFORMABLE | PUBLISHABLE)) {
            allowed.add(PERFORM_AND_PUBLISH);
        }
        if ((permissions & (PERFORMABLE | LOGS)) == (PERFORMABLE | LOGS)) {
            allowed.add(FOLLOW_LOG);
        }
        if ((permissions & SUBSCRIBABLE) != 0) {
            allowed.add(SUBSCRIBE);
        }
        if ((permissions & (PERFORMABLE | PUBLISHABLE | SUBSCRIBABLE)) != 0) {
            allowed.add(LIST);
        }
        if ((permissions & TRACING) != 0) {
            allowed.add(TRACE);
        }
        return allowed;
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void eachOperationNeedsItsPermission(int permissions) {
        for (boolean wildcard : new boolean[] {false, true}) {
            Grant grant = grant(permissions, wildcard ? "*" : NAME);
            for (Operation operation : Operation.values()) {
                Decision decision = gate.check(grant, operation, NAME);
                boolean expected = allowedBy(permissions).contains(operation);
                assertEquals(expected, decision.allowed(), operation + " with " + permissions);
                assertEquals(expected ? Optional.empty() : Optional.of(ErrorCode.FORBIDDEN), decision.refusal());
                assertEquals(expected, decision.reason().isEmpty());
            }
            assertEquals((permissions & 7) != 0, gate.check(grant, LIST, NAME).allowed());
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void noOtherNameIsAllowed(int permissions) {
        Grant grant = grant(permissions, NAME);
        for (String other : new String[] {"resiz", "resize2", "Resize", "resize.x"}) {
            for (Operation operation : EnumSet.of(PERFORM, PERFORM_AND_PUBLISH, FOLLOW_LOG, PUBLISH, SUBSCRIBE, LIST)) {
                Decision decision = gate.check(grant, operation, other);
                assertEquals(Optional.of(ErrorCode.FORBIDDEN), decision.refusal(), operation + " " + other);
            }
        }
    }

    @Test
    void theWildcardDoesNotReachCoattailsOwnNames() {
        Grant wildcard = grant(31, "*");
        Grant exact = grant(31, "coattail.shutdown");

        assertFalse(gate.check(wildcard, PERFORM, "coattail.shutdown").allowed());
        assertFalse(gate.check(wildcard, LIST, "coattail.shutdown").allowed());
        assertTrue(gate.check(exact, PERFORM, "coattail.shutdown").allowed());
        assertTrue(gate.check(exact, LIST, "coattail.shutdown").allowed());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void theInstanceItselfMayDoEverything(Operation operation) {
        assertTrue(gate.check(Principal.LOCAL, operation, NAME).allowed());
        assertTrue(gate.check(Principal.LOCAL, operation, "coattail.shutdown").allowed());
    }

    @Test
    void anOperationThatIsNotAboutANameNeedsNone() {
        for (Operation operation : EnumSet.of(UNSUBSCRIBE, LIST)) {
            assertTrue(gate.check(grant(0, NAME), operation, "").allowed());
        }
        assertTrue(gate.check(grant(TRACING, NAME), TRACE, "").allowed());
        assertEquals(
                Optional.of(ErrorCode.BAD_INPUT),
                gate.check(grant(31, "*"), PERFORM, "").refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "a/b", "a\u0000", "\u001b[31mred", "a\u202eb", " a", "*", "\ud83d\ude00"})
    void whatIsNoNameIsBadInputForEverybody(String name) {
        for (Operation operation : Operation.values()) {
            for (Principal principal : new Principal[] {Principal.LOCAL, grant(31, "*"), grant(0, NAME)}) {
                Decision decision = gate.check(principal, operation, name);
                assertEquals(Optional.of(ErrorCode.BAD_INPUT), decision.refusal());
                assertTrue(decision.reason().matches("[ -~]{1,256}"), decision.reason());
            }
        }
    }

    @Test
    void aReasonFitsTheWire() {
        String longest = "n".repeat(64);
        for (Operation operation : Operation.values()) {
            String reason = gate.check(grant(0, NAME), operation, longest).reason();
            assertTrue(reason.getBytes(StandardCharsets.UTF_8).length <= 256, reason);
        }
        String worst =
                gate.check(Principal.LOCAL, PERFORM, "\u0001".repeat(1_000)).reason();
        assertTrue(worst.getBytes(StandardCharsets.UTF_8).length <= 256, worst);
    }

    @Test
    void aRefusalSaysWhatIsMissing() {
        assertEquals(
                "the token doesn't allow to publish 'resize'; ask its issuer for one that does",
                gate.check(grant(PERFORMABLE, NAME), PERFORM_AND_PUBLISH, NAME).reason());
        assertEquals(
                "the token doesn't allow to perform 'resize'; ask its issuer for one that does",
                gate.check(grant(PUBLISHABLE, NAME), PERFORM_AND_PUBLISH, NAME).reason());
        assertEquals(
                "no token allows to notify: events come on streams that this side opened",
                gate.check(grant(31, "*"), NOTIFY, NAME).reason());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aGrantThatHasEndedAllowsNothing(Operation operation) {
        Grant grant = grant(31, "*");
        grants.end(grant.tokenId(), ErrorCode.REVOKED, "the token was revoked");

        Decision decision = gate.check(grant, operation, NAME);

        assertEquals(Optional.of(ErrorCode.REVOKED), decision.refusal());
        assertEquals("the token was revoked", decision.reason());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aGrantAllowsNothingFromItsEndOnWhetherThatWasNoticedOrNot(Operation operation) {
        Instant expires = now.plusSeconds(10);
        Grant grant = grants.register(
                Claims.of(1, permissions(31, "*"), Limits.DEFAULT, Optional.of(expires)),
                Claims.PEER,
                KeyStanding.FREE);

        now = expires.plusSeconds(60).minusMillis(1);
        assertEquals(operation != NOTIFY, gate.check(grant, operation, NAME).allowed());
        now = expires.plusSeconds(60);

        assertEquals(
                Optional.of(ErrorCode.EXPIRED),
                gate.check(grant, operation, NAME).refusal());
        assertEquals(Optional.empty(), grant.ending(), "nothing but the gate has looked yet");
    }

    private Grant grant(int permissions, String name) {
        return grants.register(
                Claims.of(1, permissions(permissions, name), Limits.DEFAULT, Optional.empty()),
                Claims.PEER,
                KeyStanding.FREE);
    }

    private static Permissions permissions(int bits, String name) {
        return new Permissions(
                (bits & PERFORMABLE) != 0 ? Claims.names(name) : NameSet.NONE,
                (bits & PUBLISHABLE) != 0 ? Claims.names(name) : NameSet.NONE,
                (bits & SUBSCRIBABLE) != 0 ? Claims.names(name) : NameSet.NONE,
                (bits & LOGS) != 0,
                (bits & TRACING) != 0);
    }
}
