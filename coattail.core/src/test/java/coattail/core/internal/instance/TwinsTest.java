// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.PeerStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/**
 * Two processes of one identity, as a copied directory makes them: they don't take the connection from each other for
 * ever.
 */
class TwinsTest {
    private static final String TROUBLE = "two processes use this identity";

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private TestInstance north;
    private TestInstance south;
    private TestInstance twin;

    @AfterEach
    void close() throws Exception {
        twin.close();
        south.close();
        north.close();
        network.close();
    }

    private void openTwins() throws Exception {
        north = new TestInstance("north", directory, transport);
        north.offers("greet", String.class, String.class, (name, invocation) -> "Hello, " + name);
        south = new TestInstance("south", directory, transport);
        copy(south.directory().resolve("keys"), directory.resolve("twin").resolve("keys"));
        twin = new TestInstance("twin", directory, transport);
        assertEquals(south.id(), twin.id());
        north.open();
        south.open();
        twin.open();
        var token = north.token("greet");
        get(south.peers().add(token, Optional.of("north"), Optional.empty()));
        get(twin.peers().add(token, Optional.of("north"), Optional.empty()));
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private boolean refused(TestInstance one) {
        return one.peers().show("north").reason().contains(TROUBLE);
    }

    @Test
    void oneOfThemStaysAndBothSidesAreTold() throws Exception {
        openTwins();
        await(
                "one of them is refused",
                () -> (refused(south) || refused(twin))
                        && north.peers().show(south.id()).state() == PeerStatus.State.CONNECTED);
        var peer = north.peers().show(south.id());
        assertTrue(peer.reason().contains(TROUBLE), peer.reason());
        var warnings = north.admin().status().warnings();
        assertTrue(warnings.stream().anyMatch(line -> line.contains(TROUBLE)), warnings.toString());

        var stays = refused(south) ? twin : south;
        assertEquals(
                "Hello, Ada",
                get(stays.coattail()
                        .peer("north")
                        .perform("greet", "Ada", String.class)
                        .result()));
    }

    @Test
    void theOtherIsLetInOnceTheOneIsGone() throws Exception {
        openTwins();
        await("one of them is refused", () -> refused(south) || refused(twin));
        var stays = refused(south) ? twin : south;
        var waits = refused(south) ? south : twin;
        stays.instance().leave();
        north.pass(Duration.ofMinutes(1));
        await("the other is let in", () -> {
            waits.pass(Duration.ofSeconds(10));
            return waits.peers().show("north").state() == PeerStatus.State.CONNECTED;
        });
    }
}
