// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.TestNetwork;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/** Requests of a peer that has a token, for what that token doesn't allow, against a whole instance. */
public class HostileRequestsTest {
    private static final int THEN_PUBLISH = 0x10;
    private static final Set<ErrorCode> REFUSED = EnumSet.of(ErrorCode.FORBIDDEN, ErrorCode.BAD_INPUT);

    /** Names that somebody could take for act, or that a lax comparison would; those that can be are offered. */
    private static final List<String> LIKE_ACT = List.of(
            "Act",
            "ACT",
            "aCt",
            "ac",
            "actx",
            "act.x",
            "act x",
            "act-",
            "act_",
            "act.",
            "xact",
            "a.act",
            "act act",
            "coattail.act",
            "Coattail.act",
            "coattail",
            "coattail.",
            "coattail.log");

    private static final List<String> NO_NAMES = List.of(
            "",
            "*",
            " act",
            "act ",
            "act\n",
            "act\0",
            "act\0x",
            "act/x",
            "act/../x",
            "../act",
            "./act",
            "a*",
            "ac?",
            "act,x",
            "act;x",
            "act%00",
            "\u0430ct",
            "a\u0301ct",
            "\uFF41ct",
            "act\u200B",
            "\u202Eact",
            "act\u001B[0m");

    @TempDir
    Path directory;

    private HostileGround ground;

    /** What they meet on; another transport has the same tests by overriding this. */
    protected TestNetwork network() {
        return TestNetwork.inMemory();
    }

    @BeforeEach
    void open() {
        ground = new HostileGround(directory, network())
                .offers(LIKE_ACT.toArray(String[]::new))
                .offers("act", "other")
                .open();
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void anotherNameThanThatOfTheTokenIsRefused() throws Exception {
        var variants =
                Variants.of(HostileRequestsTest.class, "an action performed or published that the token doesn't name");
        var hostile = ground.side("hostile");
        var peer = HostileGround.granted(hostile, ground.issue(List.of("act"), List.of("act"), List.of("act")));
        assertEquals(
                FrameType.RESPONSE,
                ask(peer, FrameType.PERFORM, 0, "act", "allowed").type());
        assertTrue(ground.handled.remove("allowed"));
        for (var name : IntStream.range(0, 2)
                .boxed()
                .flatMap(i -> (i == 0 ? LIKE_ACT : NO_NAMES).stream())
                .toList()) {
            for (int flags : new int[] {0, THEN_PUBLISH}) {
                var answer = ask(peer, FrameType.PERFORM, flags, name, "perform " + flags);
                variants.tried("PERFORM of '" + name + "' with " + flags, !REFUSED.contains(answer.code()));
            }
            var answer = ask(peer, FrameType.PUBLISH, 0, name, "publish");
            variants.tried("PUBLISH of '" + name + "'", !REFUSED.contains(answer.code()));
            long stream = peer.stream();
            peer.say(subscribe(stream, 1, name, "00".repeat(16)));
            variants.tried(
                    "SUBSCRIBE to '" + name + "'",
                    !REFUSED.contains(peer.hear(stream).code()));
        }
        assertEquals(Set.of(), ground.handled);
        variants.hold();
    }

    @Test
    void anothersKeyOpensNothing() throws Exception {
        var token = ground.issue(List.of("act"), List.of("act"), List.of("act"));
        var good = HostileGround.granted(ground.side("good"), token);
        assertEquals(FrameType.RESPONSE, keyed(good, "a secret").type());
        var hostile = HostileGround.granted(
                ground.side("hostile"), ground.issue(List.of("act"), List.of("act"), List.of("act")));
        var answer = keyed(hostile, "a guess");
        assertEquals(FrameType.RESPONSE, answer.type(), "neither a conflict nor the other's answer");
        assertEquals(Set.of("a secret", "a guess"), ground.handled);
        assertEquals(ErrorCode.IDEMPOTENCY_CONFLICT, keyed(hostile, "another").code());
        ground.north.tokens().revoke(token.status().id());
        assertNotEquals(FrameType.RESPONSE, keyed(good, "a secret").type());
    }

    private static RawPeer.Heard keyed(RawPeer peer, String input) throws Exception {
        long stream = peer.stream();
        peer.say(HostileGround.call(FrameType.PERFORM, stream, 1, "act", input).tag(0x24, "0a".repeat(16)));
        return peer.hear(stream);
    }

    private static RawPeer.Heard ask(RawPeer peer, FrameType type, int flags, String name, String input)
            throws Exception {
        long stream = peer.stream();
        peer.say(HostileGround.call(type, stream, 1, name, input).flags(HostileSide.END | flags));
        return peer.hear(stream);
    }

    private static RawFrame subscribe(long stream, int grant, String name, String id) {
        return RawFrame.of(FrameType.SUBSCRIBE, stream)
                .tag(0x12, "%04x".formatted(grant))
                .name(0x20, name)
                .name(0x21, "receiver")
                .tag(0x22, id)
                .tag(0x33, "00000010")
                .tag(0x34, "00010000");
    }

    /** What was not given is as little as what another connection was given. */
    @Test
    void aGrantThatWasNotGivenIsNone() throws Exception {
        var variants = Variants.of(HostileRequestsTest.class, "a request under a grant that wasn't given");
        var hostile = ground.side("hostile");
        var all = ground.issue(List.of("act"), List.of("act"), List.of("act"));
        var two = HostileGround.granted(hostile, all);
        hostile.authenticate(two, all);
        var peer = HostileGround.granted(hostile, ground.issue(List.of(), List.of(), List.of()));
        for (int grant : new int[] {0, 2, 3, 4, 5, 6, 255, 256, 257, 0x101, 0x7FFF, 0x8000, 0x8001, 0xFFFE, 0xFFFF}) {
            for (var type : List.of(FrameType.PERFORM, FrameType.PUBLISH)) {
                long stream = peer.stream();
                peer.say(HostileGround.call(type, stream, grant, "act", "grant " + grant));
                variants.tried(type + " under " + grant, isAnswered(peer, stream));
            }
            long stream = peer.stream();
            peer.say(subscribe(stream, grant, "act", "01".repeat(16)));
            variants.tried("SUBSCRIBE under " + grant, isAnswered(peer, stream));
            for (var type : List.of(FrameType.UNSUBSCRIBE, FrameType.LIST)) {
                stream = peer.stream();
                peer.say(RawFrame.of(type, stream).flags(HostileSide.END).tag(0x12, "%04x".formatted(grant)));
                variants.tried(type + " under " + grant, isAnswered(peer, stream));
            }
        }
        assertEquals(Set.of(), ground.handled);
        assertEquals(List.of(), ground.north.subscriptions().subscribers());
        variants.hold();
    }

    private static boolean isAnswered(RawPeer peer, long stream) throws InterruptedException {
        var answer = peer.hear(stream);
        return answer.stream() != stream || answer.code() == null;
    }

    /** Each value of the byte with the flags, on a PERFORM that may not publish. */
    @Test
    void noFlagPublishesWhatMayNotBePublished() throws Exception {
        var variants = Variants.of(HostileRequestsTest.class, "any flags on a PERFORM that may not publish");
        var hostile = ground.side("hostile");
        var token = ground.issue(List.of("act", "other"), List.of("other"), List.of());
        try (var witness = ground.witness("act", "other")) {
            var peer = HostileGround.granted(hostile, token);
            for (int flags = 0; flags < 256; flags++) {
                var input = "flags %02x".formatted(flags);
                peer.say(HostileGround.call(FrameType.PERFORM, peer.stream(), 1, "act", input)
                        .flags(flags));
                peer.say(RawFrame.of(FrameType.PING, 0));
                if (peer.hearPong().type() != FrameType.PONG) {
                    peer.end();
                    peer = HostileGround.granted(hostile, token);
                }
            }
            // What is published now comes to the witness after all that was published before.
            assertEquals(
                    FrameType.RESPONSE,
                    ask(peer, FrameType.PUBLISH, 0, "other", "last").type());
            TestInstance.await("the witness isn't told", () -> ground.handled.contains("published last"));
            TestInstance.get(
                    ground.north.coattail().local().publish("act", "last act").result());
            TestInstance.await("the witness isn't told", () -> ground.handled.contains("published last act"));
            assertTrue(ground.handled.contains("flags 01"), "the one that is right is performed");
            for (int flags = 0; flags < 256; flags++) {
                variants.tried(
                        "flags %02x".formatted(flags),
                        ground.handled.contains("published flags %02x".formatted(flags)));
            }
        }
        variants.hold();
    }

    @Test
    void anotherPeersSubscriptionIsOutOfReach() throws Exception {
        var variants = Variants.of(HostileRequestsTest.class, "another subscriber's SUB_ID");
        var token = ground.issue(List.of(), List.of(), List.of("act"));
        var good = ground.side("good");
        var subscriber = HostileGround.granted(good, token);
        var id = "5b".repeat(16);
        long stream = subscriber.stream();
        subscriber.say(subscribe(stream, 1, "act", id));
        assertEquals(FrameType.RESPONSE, subscriber.hear(stream).type());
        var hostile = ground.side("hostile");
        var peer =
                HostileGround.granted(hostile, ground.issue(List.of("act"), List.of("act"), List.of("act", "other")));
        var before = theirs(good);

        for (var name : List.of("act", "other")) {
            long taken = peer.stream();
            peer.say(subscribe(taken, 1, name, id));
            peer.hear(taken);
            variants.tried("SUBSCRIBE to " + name, !theirs(good).equals(before));
        }
        for (boolean byItsId : new boolean[] {true, false}) {
            var frame = unsubscribe(peer);
            peer.say(byItsId ? frame.tag(0x22, id) : frame);
            long last = peer.stream(); // it is answered after what was written before
            peer.say(RawFrame.of(FrameType.UNSUBSCRIBE, last)
                    .flags(HostileSide.END)
                    .tag(0x12, "0001")
                    .tag(0x22, "77".repeat(16)));
            assertEquals(last, peer.hear(last).stream());
            variants.tried(
                    "UNSUBSCRIBE, " + (byItsId ? "by its id" : "of all"),
                    !theirs(good).equals(before));
        }
        long again = peer.stream();
        peer.say(subscribe(again, 1, "act", id));
        assertEquals(FrameType.RESPONSE, peer.hear(again).type());
        peer.end();
        variants.tried("leaving with a subscription of that id", !theirs(good).equals(before));
        TestInstance.get(ground.north.coattail().local().publish("act", "event").result());
        variants.tried("keeping its events away", subscriber.hear(stream).type() != FrameType.NOTIFY);
        variants.hold();
    }

    private static RawFrame unsubscribe(RawPeer peer) {
        return RawFrame.of(FrameType.UNSUBSCRIBE, peer.stream())
                .flags(HostileSide.END)
                .tag(0x12, "0001");
    }

    private String theirs(HostileSide side) {
        return ground.north.subscriptions().subscribers().stream()
                .filter(each -> each.toString().contains(side.id()))
                .map(each -> each.id() + each.attached())
                .toList()
                .toString();
    }

    @Test
    void aPathThatWasForgedBringsNothingButAnEnd() throws Exception {
        var variants =
                Variants.of(HostileRequestsTest.class, "a cascade whose path goes round, is too long or is broken");
        var hostile = ground.side("hostile");
        var token = ground.issue(List.of("act"), List.of("act"), List.of());
        var own = "%016x".formatted(coattail.core.internal.wire.Path.step(ground.north.id(), "act"));
        var other = "%016x".formatted(coattail.core.internal.wire.Path.step(ground.north.id(), "other"));
        var paths = List.of(
                own,
                other + own,
                own + other,
                (other + own).repeat(8),
                own.repeat(32),
                other.repeat(8),
                other.repeat(32),
                other.repeat(33),
                other.repeat(200),
                other.substring(2),
                "00",
                own + "00");
        for (var path : paths) {
            for (var type : List.of(FrameType.PERFORM, FrameType.PUBLISH)) {
                var peer = HostileGround.granted(hostile, token);
                long stream = peer.stream();
                peer.say(HostileGround.call(type, stream, 1, "act", "path").tag(0x28, path));
                var answer = peer.hear(stream);
                variants.tried(type + " along " + path, answer.type() == FrameType.RESPONSE);
                peer.end();
            }
        }
        assertEquals(Set.of(), ground.handled);
        variants.hold();
    }
}
