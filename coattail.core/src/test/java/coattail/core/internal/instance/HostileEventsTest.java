// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Role;
import coattail.core.internal.testing.TestNetwork;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/**
 * A publisher that sends events where nobody has asked it to, to an instance that has subscribed to it. Two checks keep
 * such an event from a receiver: the session's, of the stream and its state, and that of the intake, which takes events
 * of the stream alone that it is attached to. How a connection ends shows the first; what is handled, that one of them
 * holds.
 */
public class HostileEventsTest {
    private static final String ENDED = "on a stream that has ended: ";

    @TempDir
    Path directory;

    private HostileGround ground;
    private HostileSide hostile;
    /** Of the last event. Each has a number of its own, so that none is left out as one that came before. */
    private long sequence;

    /** What they meet on; another transport has the same tests by overriding this. */
    protected TestNetwork network() {
        return TestNetwork.inMemory();
    }

    @BeforeEach
    void subscribe() throws Exception {
        ground = new HostileGround(directory, network());
        ground.north.receives("inbox", String.class, (event, delivery) -> ground.handled.add(event));
        ground.open();
        hostile = ground.side("hostile");
        var peer = hostile.connect(Role.LISTENER, Moment.OPEN);
        TestInstance.await("it isn't known", () -> ground.north.peers().list().stream()
                .anyMatch(each -> each.id().equals(hostile.id())));
        var subscribed = ground.north
                .coattail()
                .peer("hostile")
                .subscribe("news", "inbox")
                .result();
        peer.say(AttemptFrames.subscribed(peer.streamOf(FrameType.SUBSCRIBE), "first"));
        TestInstance.get(subscribed);
        peer.end();
    }

    @AfterEach
    void close() {
        ground.close();
    }

    /** What may be wrong with where an event comes. */
    @FunctionalInterface
    private interface Trick {
        /**
         * Says what comes before the event.
         *
         * @param stream that of the subscription
         * @return the stream on which the event is to come
         */
        long play(RawPeer peer, long stream) throws Exception;
    }

    @Test
    void anEventOnAStreamThatIsNotForItReachesNoReceiver() throws Exception {
        var variants = Variants.of(HostileEventsTest.class, "NOTIFY where no event was asked for");
        for (var role : Role.values()) {
            var good = "good " + role;
            tell(role, good, (peer, stream) -> {
                peer.say(AttemptFrames.subscribed(stream, good));
                return stream;
            });
            for (var trick : tricks().entrySet()) {
                var event = trick.getKey() + " " + role;
                var answer = tell(role, event, trick.getValue());
                // On a stream that has ended an event may have been on its way, and is left out.
                assertEquals(trick.getKey().startsWith(ENDED) ? null : ErrorCode.PROTOCOL, answer.code(), event);
            }
        }
        var last = "good, the last";
        tell(Role.LISTENER, last, (peer, stream) -> {
            peer.say(AttemptFrames.subscribed(stream, last));
            return stream;
        });
        for (var role : Role.values()) {
            assertTrue(ground.handled.contains("good " + role));
            for (var trick : tricks().keySet()) {
                variants.tried(trick + " " + role, ground.handled.contains(trick + " " + role));
            }
        }
        assertEquals(3, ground.handled.size());
        variants.hold();
    }

    /** @return what the PING after the event is answered by */
    private RawPeer.Heard tell(Role role, String event, Trick trick) throws Exception {
        var peer = hostile.connect(role, Moment.OPEN);
        long subscription = peer.streamOf(FrameType.SUBSCRIBE);
        long stream = trick.play(peer, subscription);
        peer.say(event(stream, event));
        peer.say(RawFrame.of(FrameType.PING, 0));
        var answer = peer.hearPong(); // what the event leads to has begun, or the connection has ended
        if (event.startsWith("good")) {
            TestInstance.await("a good event doesn't arrive", () -> ground.handled.contains(event));
        }
        peer.end();
        return answer;
    }

    private RawFrame event(long stream, String event) {
        return RawFrame.of(FrameType.NOTIFY, stream)
                .flags(0x04)
                .tag(0x25, "07".repeat(16))
                .tag(0x26, "%016x".formatted(++sequence))
                .body(2, ('"' + event + '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Trick> tricks() {
        var tricks = new LinkedHashMap<String, Trick>();
        tricks.put("before the subscription is answered", (peer, stream) -> stream);
        tricks.put(ENDED + "after the subscription was refused", (peer, stream) -> {
            peer.say(RawFrame.of(FrameType.ERROR, stream).flags(1).tag(0x30, "0202"));
            return stream;
        });
        tricks.put(ENDED + "after the stream was ended", (peer, stream) -> {
            peer.say(AttemptFrames.subscribed(stream, "ended"));
            peer.say(RawFrame.of(FrameType.ERROR, stream).flags(1).tag(0x30, "0205"));
            return stream;
        });
        tricks.put("on stream 0", (peer, stream) -> 0);
        tricks.put(ENDED + "that of an AUTH", (peer, stream) -> peer.streamOf(FrameType.AUTH));
        tricks.put("on the stream of an UNSUBSCRIBE", (peer, stream) -> peer.streamOf(FrameType.UNSUBSCRIBE));
        tricks.put("on the next stream of the subscriber", (peer, stream) -> stream + 20);
        tricks.put("on a stream far away", (peer, stream) -> 0x7FFF_FFFEL + stream % 2);
        tricks.put("on the last stream", (peer, stream) -> 0xFFFF_FFFEL + stream % 2);
        tricks.put("on a stream of its own", (peer, stream) -> peer.stream());
        tricks.put("on a stream of its own that it opened", (peer, stream) -> {
            long own = peer.stream();
            peer.say(HostileSide.auth(own, "no token"));
            peer.hear(own);
            return own;
        });
        tricks.put("in answer to SUBSCRIBE, twice answered", (peer, stream) -> {
            peer.say(AttemptFrames.subscribed(stream, "twice"));
            peer.say(AttemptFrames.subscribed(stream, "twice"));
            return stream;
        });
        return tricks;
    }
}
