// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import coattail.core.internal.wire.FrameType;

/**
 * The dispatch table: which frame is taken in which phase, and on which stream (docs/protocol.md, "Dispatch"). What
 * isn't in it is a protocol error, and there is no other way to a handler. Whether a request is permitted is the
 * authority's to say.
 */
final class SessionTable {
    private static final Set<Phase> ALWAYS = EnumSet.allOf(Phase.class);
    private static final Set<Phase> PROVEN = EnumSet.of(Phase.PROVEN, Phase.OPEN);
    private static final Set<Phase> OPEN = EnumSet.of(Phase.OPEN);

    private static final Map<FrameType, Entry> ENTRIES = new EnumMap<>(FrameType.class);

    static {
        put(FrameType.HELLO, EnumSet.of(Phase.HELLO), Place.CONNECTION);
        put(FrameType.PROOF, EnumSet.of(Phase.PROOF), Place.CONNECTION);
        put(FrameType.AUTH, PROVEN, Place.NEW);
        put(FrameType.AUTH_OK, PROVEN, Place.OWN);
        put(FrameType.REVOKE, OPEN, Place.CONNECTION);
        put(FrameType.PING, PROVEN, Place.CONNECTION);
        put(FrameType.PONG, PROVEN, Place.CONNECTION);
        put(FrameType.CREDIT, OPEN, Place.STREAM);
        put(FrameType.GOAWAY, PROVEN, Place.CONNECTION);
        put(FrameType.ERROR, ALWAYS, Place.ANYWHERE);
        put(FrameType.CANCEL, PROVEN, Place.PEERS);
        put(FrameType.PERFORM, OPEN, Place.NEW);
        put(FrameType.PUBLISH, OPEN, Place.NEW);
        put(FrameType.SUBSCRIBE, OPEN, Place.NEW);
        put(FrameType.UNSUBSCRIBE, OPEN, Place.NEW);
        put(FrameType.LIST, OPEN, Place.NEW);
        put(FrameType.TRACE, OPEN, Place.NEW);
        put(FrameType.NOTIFY, OPEN, Place.OWN);
        put(FrameType.ACK, OPEN, Place.PEERS);
        put(FrameType.RESPONSE, OPEN, Place.OWN);
        put(FrameType.CHUNK, OPEN, Place.STREAM);
        put(FrameType.LOG, OPEN, Place.ENDED);
    }

    /** The streams that a frame may come on. */
    enum Place {
        /** Stream 0. */
        CONNECTION,
        /** A stream of the other side's that the frame opens. */
        NEW,
        /** A stream that this side opened. */
        OWN,
        /** A stream that the other side opened. */
        PEERS,
        /** A stream that either side opened. */
        STREAM,
        /** Stream 0 or any other. */
        ANYWHERE,
        /** One that has ended: nobody asked for it on any other, in this version. It is dropped there. */
        ENDED
    }

    /**
     * What the table says of a type.
     *
     * @param phases in which it is taken
     * @param place the streams on which it is taken
     */
    record Entry(Set<Phase> phases, Place place) {}

    private SessionTable() {}

    /** @return {@code null} for a type that isn't in the table */
    static Entry entry(FrameType type) {
        return type == null ? null : ENTRIES.get(type);
    }

    private static void put(FrameType type, Set<Phase> phases, Place place) {
        ENTRIES.put(type, new Entry(phases, place));
    }
}
