// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.TokenStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** What is said of a token to whoever has its text, at its issuer and elsewhere. */
class TokenExplanationTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.open();
        south.open();
    }

    @AfterEach
    void close() {
        south.close();
        north.close();
        network.close();
    }

    private static TokenRequest request(Optional<String> boundTo, Duration notBefore, Duration lifetime) {
        return new TokenRequest(
                List.of("echo"),
                List.of(),
                List.of("*"),
                List.of(),
                false,
                boundTo,
                notBefore,
                Optional.of(lifetime),
                false,
                false,
                Permissions.Limits.DEFAULT);
    }

    private String token(Duration notBefore, Duration lifetime) {
        return north.tokens()
                .issue(request(Optional.empty(), notBefore, lifetime))
                .reveal();
    }

    private static void assertObstacle(String words, TokenExplanation explained) {
        assertEquals(1, explained.obstacles().size(), explained.obstacles()::toString);
        assertTrue(explained.obstacles().get(0).contains(words), explained.obstacles()::toString);
    }

    @Test
    void theIssuerKnowsItsOwnAndWhoUsesIt() {
        var text = north.token("echo");
        var fresh = north.tokens().explain("  " + text + "\n");
        assertTrue(fresh.here());
        assertEquals(List.of(), fresh.obstacles());
        assertEquals(north.id(), fresh.issuer());
        assertEquals(Optional.empty(), fresh.token().boundTo());
        assertEquals(List.of("echo"), fresh.token().permissions().performable());
        TestInstance.get(south.peers().add(text, Optional.of("north"), Optional.empty()));
        var used = north.tokens().explain(text).token();
        assertEquals(Optional.of(south.id()), used.boundTo());
        assertEquals(1, used.connections());
        assertEquals(north.tokens().list().get(0), used);
    }

    @Test
    void theIssuerSaysWhyOneIsOfNoUse() {
        var revoked = north.tokens().issue(request(Optional.empty(), Duration.ZERO, Duration.ofDays(1)));
        north.tokens().revoke(revoked.status().id());
        var explained = north.tokens().explain(revoked.reveal());
        assertEquals(TokenStatus.State.REVOKED, explained.token().state());
        assertObstacle("it was revoked", explained);
        assertObstacle("can't be used before", north.tokens().explain(token(Duration.ofDays(1), Duration.ofDays(1))));
        var brief = token(Duration.ZERO, Duration.ofHours(1));
        north.pass(Duration.ofHours(2));
        assertObstacle("it expired at", north.tokens().explain(brief));
    }

    @Test
    void aForgeryIsOne() {
        var text = north.token("echo");
        int last = text.lastIndexOf('.') + 1;
        var forged = text.substring(0, last) + (text.charAt(last) == 'A' ? 'B' : 'A') + text.substring(last + 1);
        assertObstacle("the token's signature is wrong", north.tokens().explain(forged));
        var parts = text.split("\\.");
        var others = south.token("echo").split("\\.");
        var mixed = others[0] + "." + parts[1] + "." + others[2];
        assertObstacle(
                "signed by a key that isn't this instance's", north.tokens().explain(mixed));
    }

    @Test
    void elsewhereOneIsForActingOnItsIssuer() {
        var text = north.token("echo");
        var stranger = south.tokens().explain(text);
        assertFalse(stranger.here());
        assertFalse(stranger.held());
        assertEquals(north.id(), stranger.issuer());
        assertEquals(Optional.empty(), stranger.issuerName());
        assertEquals(List.of(), stranger.obstacles());
        TestInstance.get(south.peers().add(text, Optional.of("the north"), Optional.empty()));
        var held = south.tokens().explain(text);
        assertTrue(held.held());
        assertEquals(Optional.of("the north"), held.issuerName());
        assertEquals(List.of(), held.obstacles());
    }

    @Test
    void elsewhereOneMayBeForSomebodyElseOrTooOld() {
        south.knows(north);
        try (var west = new TestInstance("west", directory, transport)) {
            west.open();
            var forSouth = north.tokens()
                    .issue(request(Optional.of(south.id()), Duration.ZERO, Duration.ofDays(1)))
                    .reveal();
            assertEquals(List.of(), south.tokens().explain(forSouth).obstacles());
            assertObstacle("bound to the key of " + south.id(), west.tokens().explain(forSouth));
        }
        var old = north.token("echo");
        north.pass(Duration.ofSeconds(2));
        TestInstance.get(south.peers().add(north.token("echo"), Optional.empty(), Optional.empty()));
        assertObstacle("was issued later", south.tokens().explain(old));
    }

    @Test
    void theHolderKnowsWhatItsIssuerSaid() {
        var issued = north.tokens().issue(request(Optional.empty(), Duration.ZERO, Duration.ofDays(1)));
        TestInstance.get(south.peers().add(issued.reveal(), Optional.empty(), Optional.empty()));
        north.tokens().revoke(issued.status().id());
        await(
                "refused",
                () -> !south.tokens().explain(issued.reveal()).obstacles().isEmpty());
        assertObstacle("its issuer refuses it: ", south.tokens().explain(issued.reveal()));
    }

    @Test
    void whatIsNoTokenIsSaidToBeNone() {
        for (var text : List.of("", "garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30.")) {
            var refused =
                    assertThrows(CoattailException.class, () -> north.tokens().explain(text), text);
            assertEquals(ErrorCode.BAD_INPUT, refused.code());
        }
    }

    @Test
    void theIssuerIsWhatStandsInItsTokens() {
        var issuer = north.tokens().issuer();
        assertEquals(north.id(), issuer.id());
        assertEquals(north.admin().status().fingerprint(), issuer.fingerprint());
        assertEquals(north.admin().status().advertised(), issuer.address());
        assertEquals(43, issuer.publicKey().length());
        assertEquals(43, issuer.signingKey().length());
    }

    @Test
    void aPeerThatThereIsNotIsAnOperatorsMistake() {
        var request = request(Optional.of("nobody"), Duration.ZERO, Duration.ofDays(1));
        var refused = assertThrows(CoattailException.class, () -> north.tokens().issue(request));
        assertEquals(ErrorCode.BAD_INPUT, refused.code());
        assertTrue(refused.getMessage().contains("nobody"), refused.getMessage());
    }
}
