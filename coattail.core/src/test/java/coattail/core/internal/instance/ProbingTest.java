// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/**
 * A peer that wants to know which actions there are without being allowed to: whatever it asks, the answer has the same
 * bytes whether there is one or not. {@link StolenTokenTest} does so with tokens. How long an answer takes isn't looked
 * at.
 */
class ProbingTest {
    private static final String SECRET = "secret";

    @TempDir
    Path directory;

    @Test
    void theAnswersAreTheSameWhetherThereIsSuchAnActionOrNot() throws Exception {
        var variants = Variants.of(ProbingTest.class, "finding out which actions there are");
        try (var ground = new HostileGround(directory).offers("known").open()) {
            var hostile = ground.side("hostile");
            var tokens = Map.of(
                    "a token for nothing", ground.issue(List.of(), List.of(), List.of()),
                    "a token for another name", ground.issue(List.of("known"), List.of("known"), List.of("known")));
            var before = new LinkedHashMap<String, List<String>>();
            for (var token : tokens.entrySet()) {
                before.put(token.getKey(), answers(HostileGround.granted(hostile, token.getValue())));
            }
            ground.offers(SECRET);
            try (var witness = ground.witness(SECRET)) {
                assertEquals(Set.of(), ground.handled);
                for (var token : tokens.entrySet()) {
                    var after = answers(HostileGround.granted(hostile, token.getValue()));
                    var then = before.get(token.getKey());
                    for (int i = 0; i < after.size(); i++) {
                        variants.tried(
                                token.getKey() + ", question " + i,
                                !after.get(i).equals(then.get(i)));
                    }
                }
            }
            assertEquals(Set.of(), ground.handled);
        }
        variants.hold();
    }

    private static List<String> answers(RawPeer peer) throws Exception {
        var answers = new java.util.ArrayList<String>();
        for (var question : questions()) {
            long stream = peer.stream();
            peer.say(question.on(stream));
            var answer = peer.hear(stream);
            assertEquals(stream, answer.stream());
            answers.add(answer.content());
        }
        peer.end();
        return answers;
    }

    private static List<RawFrame> questions() {
        return List.of(
                HostileGround.call(FrameType.PERFORM, 1, 1, SECRET, "x"),
                HostileGround.call(FrameType.PERFORM, 1, 1, SECRET, "x").flags(0x11),
                HostileGround.call(FrameType.PERFORM, 1, 1, SECRET, "x").flags(0x09),
                HostileGround.call(FrameType.PERFORM, 1, 1, SECRET, "x").flags(0x15),
                HostileGround.call(FrameType.PERFORM, 1, 1, SECRET, "x").tag(0x23, "00000001"),
                HostileGround.call(FrameType.PERFORM, 1, 2, SECRET, "x"),
                HostileGround.call(FrameType.PERFORM, 1, 1, SECRET + "x", "x"),
                HostileGround.call(FrameType.PERFORM, 1, 1, "Secret", "x"),
                HostileGround.call(FrameType.PUBLISH, 1, 1, SECRET, "x"),
                HostileGround.call(FrameType.PUBLISH, 1, 1, SECRET, "x").flags(0x05),
                granted(FrameType.SUBSCRIBE)
                        .flags(0)
                        .name(0x20, SECRET)
                        .name(0x21, "receiver")
                        .tag(0x22, "01".repeat(16))
                        .tag(0x33, "00000010")
                        .tag(0x34, "00010000"),
                granted(FrameType.UNSUBSCRIBE).tag(0x22, "01".repeat(16)),
                granted(FrameType.UNSUBSCRIBE),
                granted(FrameType.LIST),
                granted(FrameType.LIST).name(0x20, SECRET),
                granted(FrameType.LIST).name(0x20, "*"));
    }

    private static RawFrame granted(FrameType type) {
        return RawFrame.of(type, 1).flags(HostileSide.END).tag(0x12, "0001");
    }
}
