// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.internal.wire.Names;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Peers;

/**
 * Who the peers are: the stored records, kept in memory as well so that looking one up never waits for the database.
 * Changes go to the database first. Those methods block; the others don't.
 */
public final class Directory {
    private static final int SHORT_ID = 8;

    private final Peers store;
    private final InstantSource clock;
    private final Map<String, PeerRecord> byId = new ConcurrentHashMap<>();
    private final Map<String, PeerRecord> byName = new ConcurrentHashMap<>();

    public Directory(Peers store, InstantSource clock) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Reads the records. Once, before any other use. */
    public void load() {
        store.list().forEach(this::remember);
    }

    public Optional<PeerRecord> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public List<PeerRecord> list() {
        return byId.values().stream()
                .sorted(Comparator.comparing(PeerRecord::name))
                .toList();
    }

    /** What an instance is called here; one that isn't known goes by a part of its id. */
    public InstanceRef ref(String id) {
        var record = byId.get(id);
        return new InstanceRef(id, record == null ? nameOf(id) : record.name());
    }

    /**
     * The peer of a name, id or prefix of an id.
     *
     * @throws CoattailException NOT_CONNECTED if there is none, or more than one
     */
    public PeerRecord resolve(String nameOrId) {
        var exact = byName.get(nameOrId);
        if (exact == null) {
            exact = byId.get(nameOrId);
        }
        if (exact != null) {
            return exact;
        }
        var prefix = nameOrId.startsWith("ct:") ? nameOrId : "ct:" + nameOrId;
        var matches = nameOrId.isEmpty()
                ? List.<PeerRecord>of()
                : byId.values().stream()
                        .filter(peer -> peer.id().startsWith(prefix))
                        .toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        throw new CoattailException(
                ErrorCode.NOT_CONNECTED,
                matches.isEmpty()
                        ? "no peer '" + nameOrId + "'; 'peer list' shows those there are"
                        : "'" + nameOrId + "' fits " + matches.size() + " peers; give more of the id");
    }

    /** Whether another peer than this one has the name. */
    public boolean nameTaken(String name, String id) {
        var other = byName.get(name);
        return other != null && !other.id().equals(id);
    }

    /** A name for a peer that the operator gave none: made from its id, with a number behind it if that is taken. */
    public String nameFor(String id) {
        String name = nameOf(id);
        for (int i = 2; nameTaken(name, id); i++) {
            name = nameOf(id) + "-" + i;
        }
        return name;
    }

    /**
     * Gives a peer another name.
     *
     * @throws CoattailException BAD_INPUT if another peer has it, or the peer was forgotten meanwhile
     */
    public synchronized void rename(String id, String name) {
        var known = byId.get(id);
        if (known == null) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "the peer was removed meanwhile");
        }
        requireFree(name, id);
        put(new PeerRecord(id, name, known.held(), known.added(), known.lastSeen()));
    }

    /**
     * Checks a name that an operator chose for a peer.
     *
     * @throws CoattailException BAD_INPUT if it isn't one, or another peer has it
     */
    public void requireFree(String name, String id) {
        if (!Names.isName(name) || name.startsWith("ct:")) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "not a name for a peer: " + Names.RULE);
        }
        if (nameTaken(name, id)) {
            throw new CoattailException(
                    ErrorCode.BAD_INPUT, "another peer is called '" + name + "'; choose another name");
        }
    }

    /** Stores a peer. */
    public synchronized void put(PeerRecord peer) {
        store.put(peer);
        replace(peer);
    }

    /** Makes sure that a peer is stored which has shown a token of this instance, and notes that it is here now. */
    public synchronized void seen(String id) {
        Instant now = clock.instant();
        var known = byId.get(id);
        if (known == null) {
            put(new PeerRecord(id, nameFor(id), Optional.empty(), now, Optional.of(now)));
        } else {
            store.seen(id, now);
            replace(new PeerRecord(id, known.name(), known.held(), known.added(), Optional.of(now)));
        }
    }

    /** Notes that a peer was here until now; not one that was forgotten meanwhile. */
    public synchronized void left(String id) {
        if (byId.containsKey(id)) {
            seen(id);
        }
    }

    /** Notes whether the peer has accepted the token held from it. */
    public synchronized void accepted(String id, HeldToken token, boolean accepted) {
        var known = byId.get(id);
        if (known == null || known.held().isEmpty() || known.held().get().accepted() == accepted) {
            return;
        }
        var held = known.held().get();
        if (held.token().equals(token.token())) {
            store.accepted(id, token.token(), accepted);
            var noted = new HeldToken(held.token(), held.host(), held.port(), accepted);
            replace(new PeerRecord(id, known.name(), Optional.of(noted), known.added(), known.lastSeen()));
        }
    }

    /** Forgets a peer. */
    public synchronized boolean remove(String id) {
        boolean removed = store.remove(id);
        var known = byId.remove(id);
        if (known != null) {
            byName.remove(known.name(), known);
        }
        return removed;
    }

    /** A name made from an id: "peer-" and the first letters and digits of the thumbprint. */
    static String nameOf(String id) {
        var letters = new StringBuilder("peer-");
        for (int i = "ct:".length(); i < id.length() && letters.length() < "peer-".length() + SHORT_ID; i++) {
            if (Character.isLetterOrDigit(id.charAt(i))) {
                letters.append(id.charAt(i));
            }
        }
        return letters.toString();
    }

    /** The old name goes last: whoever looks meanwhile finds the peer by the name that it keeps. */
    private void replace(PeerRecord peer) {
        var before = byId.get(peer.id());
        remember(peer);
        if (before != null && !before.name().equals(peer.name())) {
            byName.remove(before.name(), before);
        }
    }

    private void remember(PeerRecord peer) {
        byId.put(peer.id(), peer);
        byName.put(peer.name(), peer);
    }
}
