// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import coattail.core.admin.TokenRequest;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** What an operator may add as a peer, and what not. */
class PeerAddTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        var transport = new InMemoryTransport(network);
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

    private String tokenIn(Duration notBefore) {
        var request = new TokenRequest(
                List.of(),
                List.of(),
                List.of("*"),
                List.of(),
                false,
                Optional.empty(),
                notBefore,
                Optional.of(Duration.ofDays(1)),
                false,
                false,
                Permissions.Limits.DEFAULT);
        return north.tokens().issue(request).reveal();
    }

    private CoattailException refused(String token, Optional<String> name) {
        return assertThrows(CoattailException.class, () -> get(south.peers().add(token, name, Optional.empty())));
    }

    @Test
    void aTokenThatBeginsLaterIsStoredAndSaysFromWhen() {
        var peer = get(south.peers().add(tokenIn(Duration.ofDays(1)), Optional.of("north"), Optional.empty()));
        assertTrue(peer.reason().contains("from"), peer.reason());
        assertTrue(north.peers().list().isEmpty(), "nothing was dialled");
    }

    @Test
    void aTokenThatBeginsLaterDoesNotReplaceOneThatHoldsNow() {
        south.knows(north);
        var held = south.store.peers().find(north.id()).orElseThrow().held();
        assertEquals(
                ErrorCode.BAD_INPUT,
                refused(tokenIn(Duration.ofDays(1)), Optional.empty()).code());
        assertEquals(held, south.store.peers().find(north.id()).orElseThrow().held());
    }

    @Test
    void aRenewedTokenReplacesTheOneHeld() {
        south.knows(north);
        var renewed = tokenIn(Duration.ZERO);
        get(south.peers().add(renewed, Optional.empty(), Optional.empty()));
        var held = south.store.peers().find(north.id()).orElseThrow().held().orElseThrow();
        assertEquals(renewed, held.token().reveal());
        assertEquals("north", south.peers().show(north.id()).name());
        assertEquals(List.of(), get(south.coattail().peer("north").actions().result()));
    }

    @Test
    void whatIsNoTokenOrNotForHereIsRefusedAndNothingIsStored() {
        assertEquals(ErrorCode.BAD_INPUT, refused("garbage", Optional.empty()).code());
        var own = assertThrows(
                CoattailException.class,
                () -> get(north.peers().add(tokenIn(Duration.ZERO), Optional.empty(), Optional.empty())));
        assertTrue(own.getMessage().contains("issued this token itself"), own.getMessage());
        assertEquals(
                ErrorCode.BAD_INPUT,
                refused(tokenIn(Duration.ZERO), Optional.of("../north")).code());
        assertTrue(south.store.peers().list().isEmpty());
        assertTrue(north.store.peers().list().isEmpty());
    }
}
