// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** What a publisher's operator does about who is subscribed. */
class SubscriberAdminTest {
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
        north.offers("echo", String.class, String.class, (text, invocation) -> text);
        south.receives("keep", String.class, (text, event) -> {});
        north.open();
        south.open();
        south.knows(north);
        subscribe();
    }

    @AfterEach
    void close() {
        south.close();
        north.close();
        network.close();
    }

    private void subscribe() {
        get(south.coattail().peer("north").subscribe("echo", "keep").result());
    }

    private String onlyId() {
        var subscribers = north.subscriptions().subscribers();
        assertEquals(1, subscribers.size());
        return subscribers.get(0).id();
    }

    private void awaitForgotten() {
        await(
                "the subscriber forgets",
                () -> south.subscriptions().subscriptions().isEmpty());
        assertEquals(List.of(), south.store.subscriptions().list());
    }

    @Test
    void aRevokedSubscriptionIsForgottenOnBothSidesAndCanBeMadeAnew() {
        var id = onlyId();
        assertEquals(id, north.subscriptions().revoke(id.substring(0, 6)).id());
        assertEquals(List.of(), north.subscriptions().subscribers());
        assertEquals(List.of(), north.store.subscribers().list());
        awaitForgotten();
        subscribe();
        assertNotEquals(id, onlyId());
    }

    @Test
    void whoIsNotThereForgetsAtTheNextContact() {
        transport.reachable(false);
        transport.cut();
        north.subscriptions().revoke(onlyId());
        assertEquals(1, south.subscriptions().subscriptions().size());
        transport.reachable(true);
        awaitForgotten();
        assertEquals(List.of(), north.subscriptions().subscribers());
    }

    @Test
    void oneThatThereIsNotOrSeveralAreRefused() {
        south.receives("keep too", String.class, (text, event) -> {});
        get(south.coattail().peer("north").subscribe("echo", "keep too").result());
        for (var none : List.of("", "xyz")) {
            var refused = assertThrows(
                    CoattailException.class, () -> north.subscriptions().revoke(none));
            assertEquals(ErrorCode.NO_SUCH_SUBSCRIPTION, refused.code());
            assertTrue(refused.getMessage().contains("'subscribers list'"), refused.getMessage());
        }
        var ids = north.subscriptions().subscribers();
        if (ids.get(0).id().charAt(0) == ids.get(1).id().charAt(0)) {
            var several = assertThrows(CoattailException.class, () -> north.subscriptions()
                    .revoke(ids.get(0).id().substring(0, 1)));
            assertEquals(ErrorCode.BAD_INPUT, several.code());
        }
        assertEquals(2, north.subscriptions().subscribers().size());
    }
}
