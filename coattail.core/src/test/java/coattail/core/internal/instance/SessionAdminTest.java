// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.SessionStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** What operators see of live connections, and how they end one. */
class SessionAdminTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.offers("echo", String.class, String.class, (text, invocation) -> text);
        north.offers("wait", String.class, String.class, (text, invocation) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return text;
            } finally {
                stopped.countDown();
            }
        });
        south.receives("keep", String.class, (text, event) -> {});
        north.open();
        south.open();
        south.knows(north, "echo", "wait");
    }

    @AfterEach
    void close() {
        south.close();
        north.close();
        network.close();
    }

    private static SessionStatus only(TestInstance instance) {
        var sessions = instance.sessions().list();
        assertEquals(1, sessions.size(), sessions::toString);
        return sessions.get(0);
    }

    @Test
    void bothSidesSeeTheOneConnection() {
        var out = only(south);
        var in = only(north);
        assertEquals(SessionStatus.Direction.OUT, out.direction());
        assertEquals(SessionStatus.Direction.IN, in.direction());
        assertEquals("north", out.peer().orElseThrow().name());
        assertEquals(south.id(), in.peer().orElseThrow().id());
        assertEquals(SessionStatus.State.OPEN, out.state());
        assertEquals(SessionStatus.State.OPEN, in.state());
        assertEquals(List.of(north.tokens().list().get(0).id()), in.tokens());
        assertEquals(List.of(), out.tokens());
        assertTrue(out.accepted());
        assertEquals(false, in.accepted());
    }

    @Test
    void whatIsOpenAndWhatWentIsCounted() {
        await("nothing is open", () -> only(south).streams() == 0);
        var before = only(south);
        get(south.coattail().peer("north").subscribe("echo", "keep").result());
        get(south.coattail()
                .peer("north")
                .perform("echo", "x".repeat(1_000), String.class)
                .result());
        await("the subscription is open", () -> only(south).streams() == 1);
        await("there, too", () -> only(north).peerStreams() == 1);
        var after = only(south);
        assertTrue(after.sent() > before.sent() + 1_000, after::toString);
        assertTrue(after.received() > before.received() + 1_000, after::toString);
        await(
                "all that was sent came",
                () -> only(north).received() == only(south).sent());
    }

    @Test
    void oneThatIsKilledEndsWhatIsUnderWayAndIsDialledAnew() throws Exception {
        var call =
                south.coattail().peer("north").perform("wait", "", String.class).result();
        assertTrue(begun.await(TestInstance.SECONDS, TimeUnit.SECONDS));
        var before = only(south);
        var killed = only(north);
        assertEquals(killed.id(), north.sessions().kill(killed.id()).id());
        assertEquals(
                ErrorCode.NOT_CONNECTED,
                assertThrows(CoattailException.class, () -> get(call)).code());
        assertTrue(stopped.await(TestInstance.SECONDS, TimeUnit.SECONDS), "the action is interrupted");
        await("south dials anew", () -> south.sessions().list().stream()
                .anyMatch(session -> session.accepted() && !session.id().equals(before.id())));
        await("north has that one alone", () -> {
            var sessions = north.sessions().list();
            return sessions.size() == 1 && !sessions.get(0).id().equals(killed.id());
        });
        assertEquals(
                "y",
                get(south.coattail()
                        .peer("north")
                        .perform("echo", "y", String.class)
                        .result()));
    }

    @Test
    void oneThatThereIsNotIsRefused() {
        for (var none : List.of("", "0", "-1", "x", only(south).id() + "0")) {
            var refused =
                    assertThrows(CoattailException.class, () -> south.sessions().kill(none));
            assertEquals(ErrorCode.NOT_CONNECTED, refused.code());
            assertTrue(refused.getMessage().contains("'session list'"), refused.getMessage());
        }
        assertTrue(only(south).accepted());
    }
}
