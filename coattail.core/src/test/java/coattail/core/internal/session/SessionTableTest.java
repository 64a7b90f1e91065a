// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/** All 256 types in all phases, against the table of docs/protocol.md, "Dispatch", written down once more. */
class SessionTableTest {
    private static final Map<Integer, Set<Phase>> TAKEN = new HashMap<>();

    static {
        TAKEN.put(0x01, EnumSet.of(Phase.HELLO));
        TAKEN.put(0x02, EnumSet.of(Phase.PROOF));
        TAKEN.put(0x0A, EnumSet.allOf(Phase.class));
        for (int type : new int[] {0x03, 0x04, 0x06, 0x07, 0x09, 0x0B}) {
            TAKEN.put(type, EnumSet.of(Phase.PROVEN, Phase.OPEN));
        }
        for (int type : new int[] {0x05, 0x08, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1C}) {
            TAKEN.put(type, EnumSet.of(Phase.OPEN));
        }
    }

    @Test
    void tableIsAsWrittenDown() {
        for (int number = 0; number < 256; number++) {
            var entry = SessionTable.entry(FrameType.of(number));
            if (TAKEN.containsKey(number)) {
                assertEquals(TAKEN.get(number), entry.phases(), Integer.toHexString(number));
            } else {
                assertNull(entry, Integer.toHexString(number));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void whatIsNotInTheTableReachesNoHandler(Phase phase) {
        for (int number = 0; number < 256; number++) {
            if (TAKEN.getOrDefault(number, Set.of()).contains(phase)) {
                continue;
            }
            Bare listener = Bare.listener(phase);
            int authenticated = listener.told.shown.size();
            listener.say(RawFrame.of(number, 3));
            String what = "type " + Integer.toHexString(number);
            assertTrue(listener.told.over, what);
            assertEquals(ErrorCode.PROTOCOL, listener.told.end.code(), what);
            assertEquals(authenticated, listener.told.shown.size(), what);
            assertTrue(listener.told.asked.isEmpty(), what);
            assertTrue(listener.side.closed, what);
        }
    }

    /** Types that are in the table, but on a stream where it doesn't have them. */
    @Test
    void aStreamOfTheWrongSideReachesNoHandler() {
        for (int type : TAKEN.keySet()) {
            if (!TAKEN.get(type).contains(Phase.OPEN) || type == 0x0A) {
                continue;
            }
            SessionTable.Place place = SessionTable.entry(FrameType.of(type)).place();
            for (long stream : new long[] {0, 1, 2, 0x7FFF_FFFFL, 0xFFFF_FFFEL, 0xFFFF_FFFFL}) {
                boolean peers = stream % 2 == 1;
                boolean right =
                        switch (place) {
                            case CONNECTION -> stream == 0;
                            case NEW -> peers && stream > 1;
                            case PEERS, ENDED -> stream == 1;
                            case STREAM -> stream == 1;
                            case OWN, ANYWHERE -> false;
                        };
                if (right) {
                    continue;
                }
                Bare listener = Bare.listener(Phase.OPEN); // the dialler's AUTH was stream 1, and has ended
                listener.say(RawFrame.of(type, stream));
                String what = Integer.toHexString(type) + " on stream " + stream;
                assertTrue(listener.told.over, what);
                assertEquals(ErrorCode.PROTOCOL, listener.told.end.code(), what);
                assertTrue(listener.told.asked.isEmpty(), what);
            }
        }
    }

    @Test
    void lateFramesOfAnEndedStreamAreDropped() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(RawFrame.of(FrameType.CANCEL, 1))
                .say(RawFrame.of(FrameType.CREDIT, 1).tag(0x33, "00000001"))
                .say(RawFrame.of(FrameType.ACK, 1).tag(0x26, "0000000000000001").tag(0x35, "00"))
                .say(RawFrame.of(FrameType.ERROR, 1).tag(0x30, "0205"))
                .say(RawFrame.of(FrameType.CHUNK, 1).body(3, new byte[10]))
                .say(RawFrame.of(FrameType.LOG, 1));
        assertFalse(listener.told.over);
        assertTrue(listener.heard().isEmpty());
        assertTrue(listener.told.cancelled.isEmpty());
    }
}
