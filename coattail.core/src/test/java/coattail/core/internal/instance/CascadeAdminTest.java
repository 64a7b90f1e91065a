// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.CascadeSource;
import coattail.core.admin.CascadeStep;
import coattail.core.admin.CascadeTree;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** A cascade over three instances: the first calls the second, which publishes to the third and back. */
class CascadeAdminTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final CountDownLatch received = new CountDownLatch(1);
    private TestInstance north;
    private TestInstance south;
    private TestInstance west;

    @BeforeEach
    void open() {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        west = new TestInstance("west", directory, transport);
        south.offers("greet", String.class, String.class, (name, call) -> "Hello, " + name)
                .offers("relay", String.class, String.class, (name, call) -> {
                    get(call.coattail()
                            .local()
                            .perform("greet", name, String.class, Option.publishResult(), Option.verdicts())
                            .publication());
                    return name;
                });
        west.receives("keep", String.class, (text, delivery) -> {
            if (text.contains("Eve")) {
                throw new IllegalStateException("not for her");
            }
            received.countDown();
        });
        List.of(north, south, west).forEach(TestInstance::open);
        west.knows(south, "greet");
        get(west.coattail().peer("south").subscribe("greet", "keep").result());
    }

    @AfterEach
    void close() {
        List.of(north, south, west).forEach(TestInstance::close);
        network.close();
    }

    /** A token that allows everything by these names, and to trace if {@code trace}. */
    private static void knows(TestInstance holder, TestInstance issuer, boolean trace, String... names) {
        var request = new TokenRequest(
                List.of(names),
                List.of(names),
                List.of("*"),
                List.of(),
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(TokenRequest.DEFAULT_LIFETIME),
                false,
                trace,
                Permissions.Limits.DEFAULT);
        get(holder.peers().add(issuer.tokens().issue(request).reveal(), Optional.of(issuer.name), Optional.empty()));
    }

    private static CascadeAdmin cascades(TestInstance at) {
        return (CascadeAdmin) at.instance().admins().get(CascadeAdmin.class);
    }

    private static List<String> words(CascadeTree tree) {
        return tree.steps().stream()
                .map(step -> step.instance().name() + " " + step.kind() + " " + step.action() + " " + step.outcome())
                .sorted()
                .toList();
    }

    private static Set<String> sources(CascadeTree tree) {
        return tree.sources().stream()
                .map(source -> source.instance().name() + " " + source.state())
                .collect(Collectors.toSet());
    }

    private String relayed(String name) {
        var call = north.coattail().peer("south").perform("relay", name, String.class);
        get(call.result());
        return call.traceId();
    }

    @Test
    void theTreeOfACascadeIsComplete() throws InterruptedException {
        knows(north, south, true, "relay");
        knows(north, west, true);
        var id = relayed("Ada");
        received.await();
        assertEquals(List.of(id), cascades(north).recent());
        var tree = cascades(north).trace(id);
        assertEquals(
                List.of(
                        "north CALLED relay done",
                        "south PERFORMED greet done",
                        "south PERFORMED relay done",
                        "south PUBLISHED greet 1 processed",
                        "west RECEIVED greet processed"),
                words(tree));
        assertEquals(Set.of("north ANSWERED", "south ANSWERED", "west ANSWERED"), sources(tree));
        // Each but the first has its cause among the others, and none is its own.
        var spans = tree.steps().stream().map(CascadeStep::span).collect(Collectors.toSet());
        assertEquals(5, spans.size());
        assertEquals(
                List.of("north"),
                tree.steps().stream()
                        .filter(step -> !spans.contains(step.parent()))
                        .map(step -> step.instance().name())
                        .toList());
        assertTrue(tree.steps().stream().noneMatch(step -> step.span().equals(step.parent())));
    }

    @Test
    void whoRefusesOrIsDownIsShown() throws InterruptedException {
        knows(north, south, false, "relay");
        var id = relayed("Ada");
        var refused = cascades(north).trace(id);
        assertEquals(List.of("north CALLED relay done"), words(refused));
        assertEquals(Set.of("north ANSWERED", "south REFUSED"), sources(refused));
        south.close();
        await(
                "the loss is noticed",
                () -> north.peers().show("south").state() != coattail.core.admin.PeerStatus.State.CONNECTED);
        var down = cascades(north).trace(id);
        assertEquals(Set.of("north ANSWERED", "south UNREACHABLE"), sources(down));
        assertTrue(down.sources().stream()
                .filter(source -> source.state() == CascadeSource.State.UNREACHABLE)
                .noneMatch(source -> source.reason().isEmpty()));
    }

    @Test
    void eachCallBeginsACascadeOfItsOwn() throws InterruptedException {
        knows(north, south, true, "relay");
        assertNotEquals(relayed("Ada"), relayed("Ada"));
        assertEquals(
                ErrorCode.BAD_INPUT,
                assertThrows(CoattailException.class, () -> cascades(north).trace("moon"))
                        .code());
        assertEquals(List.of(), words(cascades(north).trace("0".repeat(31) + "1")));
    }

    @Test
    void anAnswerThatDoesNotFitSaysHowMuchIsLeft() throws InterruptedException {
        knows(north, south, true, "many");
        south.offers("many", Void.class, Void.class, (nothing, call) -> {
            for (int i = 0; i < 200; i++) {
                get(call.coattail()
                        .local()
                        .perform("greet", "Ada", String.class)
                        .result());
            }
            return null;
        });
        var call = north.coattail().peer("south").perform("many", null, Void.class);
        get(call.result());
        var source = cascades(north).trace(call.traceId()).sources().get(1);
        assertEquals(201, source.steps() + source.left());
        assertTrue(source.left() > 0 && source.steps() > 20, source.toString());
    }

    @Test
    void whatFailsIsFoundUnderTheIdThatThePublisherHas() throws InterruptedException {
        var call = south.coattail().local().publish("greet", "Eve", Option.verdicts());
        get(call.result());
        assertEquals(List.of("west RECEIVED greet failed"), words(cascades(west).trace(call.traceId())));
    }

    @Test
    void whoWatchesSeesWhatEnds() throws InterruptedException {
        knows(north, south, true, "relay");
        try (var all = cascades(south).watch(Optional.empty());
                var greet = cascades(south).watch(Optional.of("greet"));
                var other = cascades(south).watch(Optional.of("other"))) {
            var id = relayed("Ada");
            assertEquals(id, all.next().trace());
            assertEquals("1 processed", greet.next().outcome());
            assertEquals(CascadeStep.Kind.PERFORMED, greet.next().kind());
            assertEquals(0, all.missed());
            other.close();
            assertThrows(CoattailException.class, other::next);
        }
    }

    @Test
    void watchingEndsWithTheInstance() throws Exception {
        var watch = cascades(west).watch(Optional.empty());
        west.instance().leave();
        west.instance().close();
        assertEquals(
                ErrorCode.UNAVAILABLE,
                assertThrows(CoattailException.class, watch::next).code());
        west.start();
        west.open();
    }
}
