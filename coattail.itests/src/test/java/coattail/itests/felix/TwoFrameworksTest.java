// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import static coattail.itests.felix.FelixInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.api.Outcome;
import coattail.core.admin.PeerStatus;
import coattail.itests.support.Await;

/** The product's main job between two instances whose only bond is a TCP connection. */
class TwoFrameworksTest {
    record Guest(String name) {}

    record Greeting(String text) {}

    @TempDir
    Path directory;

    private FelixInstance north;
    private FelixInstance south;

    @BeforeEach
    void start() throws Exception {
        north = FelixInstance.start("north", directory);
        south = FelixInstance.start("south", directory);
    }

    @AfterEach
    void stop() throws Exception {
        if (south != null) {
            south.close();
        }
        if (north != null) {
            north.close();
        }
    }

    @Test
    void aTokenIsAllItTakesToActForOneAnother() throws Exception {
        var token = north.tokens()
                .issue(FelixInstance.allowing(List.of("greet"), List.of("echo"), List.of("*")))
                .reveal();
        var added = get(south.peers().add(token, Optional.of("north"), Optional.empty()));
        assertEquals(north.id(), added.id());
        assertEquals(PeerStatus.State.CONNECTED, added.state());

        var peer = south.coattail().peer("north");
        var actions = get(peer.actions().result());
        assertEquals(
                List.of("greet"),
                actions.stream()
                        .filter(ActionInfo::perform)
                        .map(ActionInfo::name)
                        .toList());
        assertEquals(
                List.of("echo"),
                actions.stream()
                        .filter(ActionInfo::publish)
                        .map(ActionInfo::name)
                        .toList());

        assertEquals(
                new Greeting("Hello, Ada"),
                get(peer.perform("greet", new Guest("Ada"), Greeting.class).result()));
        var refused = assertThrows(
                CoattailException.class,
                () -> get(peer.perform("echo", Map.of(), Object.class).result()));
        assertEquals(ErrorCode.FORBIDDEN, refused.code());

        assertNull(get(peer.subscribe("echo", "remember").result()));
        var publication = get(peer.publish("echo", Map.of("n", 1)).result());
        assertEquals(1, publication.subscriptions());
        Await.until(() -> "remember has " + remembered(south), () -> remembered(south)
                .equals(List.of(Map.of("n", 1))));

        publication = get(north.coattail()
                .local()
                .publish("echo", Map.of("n", 2), Option.verdicts())
                .result());
        assertEquals(Map.of(Outcome.PROCESSED, 1), publication.counts());
        assertEquals(south.id(), publication.verdicts().get(0).subscriber().id());
        assertEquals(List.of(Map.of("n", 1), Map.of("n", 2)), remembered(south));

        get(peer.unsubscribe("echo", "remember").result());
        assertEquals(
                0,
                get(north.coattail().local().publish("echo", Map.of("n", 3)).result())
                        .subscriptions());
        assertEquals(List.of(), south.subscriptions().subscriptions());
        assertEquals(List.of(), north.subscriptions().subscribers());
    }

    /** echo is published at north; welcome greets at south and publishes that; remember keeps it at north. */
    @Test
    void oneEventRunsOnThroughActionsOfBoth() throws Exception {
        south.knows(north);
        north.knows(south);
        get(south.coattail().peer("north").subscribe("echo", "welcome").result());
        get(north.coattail().peer("south").subscribe("greet", "remember").result());

        var publication = get(north.coattail()
                .local()
                .publish("echo", new Guest("Ada"), Option.verdicts())
                .result());
        assertEquals(Map.of(Outcome.PROCESSED, 1), publication.counts());
        var greeting = List.of(Map.of("text", "Hello, Ada"));
        Await.until(() -> "remember has " + remembered(north), () -> remembered(north)
                .equals(greeting));
    }

    /** What remember passes on comes back to remember, which would pass it on again. */
    @Test
    void aCircleEndsWhereItBegan() throws Exception {
        south.knows(north);
        north.knows(south);
        get(south.coattail().peer("north").subscribe("remembered", "remember").result());
        get(north.coattail().peer("south").subscribe("remembered", "remember").result());

        get(north.coattail().local().publish("remembered", "round").result());
        Await.until(
                () -> "south's last outcome: " + north.subscriptions().subscribers() + " and north's: "
                        + south.subscriptions().subscribers(),
                () -> remembered(south).equals(List.of("round"))
                        && remembered(north).equals(List.of("round")));
        // The second round is refused at north, where remembered has been published in this cascade already.
        var verdicts = get(north.coattail()
                .local()
                .publish("remembered", "again", Option.verdicts())
                .result());
        assertEquals(Map.of(Outcome.PROCESSED, 1), verdicts.counts());
        Await.until(() -> "remember has " + remembered(north) + " at north", () -> remembered(north)
                .equals(List.of("round", "again")));
        assertEquals(List.of("round", "again"), remembered(south));
    }

    @Test
    void bothComeBackAfterARestartWithoutACommand() throws Exception {
        south.knows(north, "greet");
        get(south.coattail().peer("north").subscribe("echo", "remember").result());
        var northId = north.id();

        for (var restarted : List.of(north, south)) {
            restarted.restart();
            assertEquals(northId, north.id());
            Await.until(
                    () -> "not attached after the restart of " + restarted.name + ": "
                            + north.subscriptions().subscribers()
                            + south.subscriptions().subscriptions(),
                    () -> north.subscriptions().subscribers().stream().anyMatch(each -> each.attached()));
            var publication = get(north.coattail()
                    .local()
                    .publish("echo", restarted.name, Option.verdicts())
                    .result());
            assertEquals(Map.of(Outcome.PROCESSED, 1), publication.counts());
            assertTrue(
                    remembered(south).contains(restarted.name),
                    remembered(south).toString());
            assertEquals(
                    new Greeting("Hello, Ada"),
                    get(south.coattail()
                            .peer("north")
                            .perform("greet", new Guest("Ada"), Greeting.class)
                            .result()));
        }
    }

    @Test
    void aPeerThatIsDownIsSaidToBeAndComesBackByItself() throws Exception {
        south.knows(north, "greet");
        get(south.coattail().peer("north").subscribe("echo", "remember").result());
        north.stop();
        Await.until(
                () -> "south still counts north as connected: " + south.peers().list(),
                () -> south.peers().show("north").state() != PeerStatus.State.CONNECTED);
        var refused = assertThrows(
                CoattailException.class,
                () -> get(south.coattail()
                        .peer("north")
                        .perform("greet", new Guest("Ada"), Greeting.class)
                        .result()));
        assertEquals(ErrorCode.NOT_CONNECTED, refused.code());
        assertTrue(refused.getMessage().contains("north"), refused.getMessage());

        north.startAgain();
        Await.until(
                () -> "north isn't back: " + south.peers().show("north"),
                () -> north.subscriptions().subscribers().stream().anyMatch(each -> each.attached()));
        assertEquals(
                new Greeting("Hello, Ada"),
                get(south.coattail()
                        .peer("north")
                        .perform("greet", new Guest("Ada"), Greeting.class)
                        .result()));
    }

    /** Of two that take a token from one another, and of one that restarts, one connection is left. */
    @Test
    void twoThatDialOneAnotherShareOneConnection() throws Exception {
        south.knows(north, "greet");
        north.knows(south, "greet");
        north.restart();
        Await.until(
                () -> "not connected: " + south.peers().list() + north.peers().list(),
                () -> south.peers().show("north").state() == PeerStatus.State.CONNECTED
                        && north.peers().show("south").state() == PeerStatus.State.CONNECTED);
        assertEquals(
                new Greeting("Hello, Ada"),
                get(south.coattail()
                        .peer("north")
                        .perform("greet", new Guest("Ada"), Greeting.class)
                        .result()));
        assertEquals(
                new Greeting("Hello, Bob"),
                get(north.coattail()
                        .peer("south")
                        .perform("greet", new Guest("Bob"), Greeting.class)
                        .result()));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> remembered(FelixInstance instance) {
        return get(
                instance.coattail().local().perform("recall", null, List.class).result());
    }
}
