// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

class DirectoryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String NORTH = "ct:UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4";
    private static final String SOUTH = "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU";

    private final InMemoryStore store = new InMemoryStore();
    private final Directory directory = new Directory(store.peers(), () -> NOW);

    private static PeerRecord peer(String id, String name) {
        var held = new HeldToken(new Secret("token of " + name), "host", 1, false);
        return new PeerRecord(id, name, Optional.of(held), NOW, Optional.empty());
    }

    @Test
    void findsAPeerByNameByIdAndByAPrefixOfItsId() {
        directory.put(peer(NORTH, "north"));
        directory.put(peer(SOUTH, "south"));
        for (var words : new String[] {"north", NORTH, "ct:UDD", "UDD"}) {
            assertEquals(NORTH, directory.resolve(words).id(), words);
        }
    }

    @Test
    void saysWhatToDoAboutAnUnknownOrAmbiguousPeer() {
        directory.put(peer(NORTH, "north"));
        directory.put(peer(SOUTH, "south"));
        for (var words : new String[] {"west", "", "ct:"}) {
            var refused = assertThrows(CoattailException.class, () -> directory.resolve(words), words);
            assertEquals(ErrorCode.NOT_CONNECTED, refused.code());
        }
        assertEquals(
                "'ct:' fits 2 peers; give more of the id",
                assertThrows(CoattailException.class, () -> directory.resolve("ct:"))
                        .getMessage());
    }

    @Test
    void aNewNameReplacesTheOldOne() {
        directory.put(peer(NORTH, "north"));
        directory.put(peer(NORTH, "nord"));
        assertEquals(NORTH, directory.resolve("nord").id());
        assertThrows(CoattailException.class, () -> directory.resolve("north"));
        assertFalse(directory.nameTaken("north", SOUTH));
        assertTrue(directory.nameTaken("nord", SOUTH));
    }

    @Test
    void aPeerIsFoundByItsNameWhileItIsNotedThatItIsHere() throws InterruptedException {
        directory.put(peer(NORTH, "north"));
        var noting = new Thread(() -> IntStream.range(0, 20_000).forEach(i -> directory.seen(NORTH)), "noting");
        noting.start();
        while (noting.isAlive()) {
            assertEquals(NORTH, directory.resolve("north").id());
        }
        noting.join();
    }

    @Test
    void aStrangerThatShowsATokenBecomesAPeerWithANameOfItsId() {
        directory.seen(NORTH);
        assertEquals("peer-UDDReOZl", directory.ref(NORTH).name());
        assertEquals(Optional.of(NOW), store.peers().find(NORTH).orElseThrow().lastSeen());
    }

    @Test
    void onlyAPeerThatIsStillKnownCanHaveLeft() {
        directory.put(peer(NORTH, "north"));
        directory.left(NORTH);
        directory.left(SOUTH);
        assertEquals(Optional.of(NOW), store.peers().find(NORTH).orElseThrow().lastSeen());
        assertTrue(store.peers().find(SOUTH).isEmpty());
    }

    @Test
    void anAcceptedTokenIsNotedOnlyWhileItIsTheOneHeld() {
        directory.put(peer(NORTH, "north"));
        var other = new HeldToken(new Secret("another"), "host", 1, false);
        directory.accepted(NORTH, other, true);
        assertFalse(directory.find(NORTH).orElseThrow().held().orElseThrow().accepted());
        directory.accepted(NORTH, directory.find(NORTH).orElseThrow().held().orElseThrow(), true);
        assertTrue(store.peers().find(NORTH).orElseThrow().held().orElseThrow().accepted());
    }

    @Test
    void readsWhatWasStoredBefore() {
        store.peers().put(peer(SOUTH, "south"));
        directory.load();
        assertEquals(SOUTH, directory.resolve("south").id());
    }

    @Test
    void aForgottenPeerIsGone() {
        directory.put(peer(NORTH, "north"));
        assertTrue(directory.remove(NORTH));
        assertFalse(directory.remove(NORTH));
        assertThrows(CoattailException.class, () -> directory.resolve("north"));
        assertTrue(store.peers().list().isEmpty());
    }
}
