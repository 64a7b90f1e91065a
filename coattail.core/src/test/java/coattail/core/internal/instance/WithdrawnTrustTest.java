// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.internal.session.Role;
import coattail.core.internal.testing.TestNetwork;
import coattail.core.internal.wire.FrameType;

/** A peer that was trusted, and comes back by the quickest way that there is once it isn't any more. */
public class WithdrawnTrustTest {
    private static final int TIMES = 10;

    @TempDir
    Path directory;

    private HostileGround ground;

    /** What they meet on; another transport has the same tests by overriding this. */
    protected TestNetwork network() {
        return TestNetwork.inMemory();
    }

    @BeforeEach
    void open() {
        ground = new HostileGround(directory, network()).offers("act").open();
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void isAsLittleAsAStrangerWhenItComesBack() throws Exception {
        var hostile = ground.side("hostile");
        for (int i = 0; i < TIMES; i++) {
            var token = ground.issue(List.of("act"), List.of(), List.of());
            var peer = HostileGround.granted(hostile, token);
            long stream = peer.stream();
            peer.say(HostileGround.call(FrameType.PERFORM, stream, 1, "act", "trusted"));
            assertEquals(FrameType.RESPONSE, peer.hear(stream).type());
            assertTrue(ground.handled.remove("trusted"));
            peer.end();
            ground.north.tokens().revoke(token.status().id());

            for (boolean shown : new boolean[] {false, true}) {
                var back = hostile.connect(Role.DIALLER, Moment.PROVEN);
                stream = back.stream();
                if (shown) {
                    back.say(HostileSide.auth(stream, token.reveal()));
                    assertEquals(FrameType.ERROR, back.hear(stream).type());
                    stream = back.stream();
                }
                back.say(HostileGround.call(FrameType.PERFORM, stream, 1, "act", "not trusted"));
                assertEquals(FrameType.ERROR, back.hear(stream).type());
                back.end();
            }
        }
        assertEquals(Set.of(), ground.handled);
    }
}
