// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.core.internal.peer.Directory;
import coattail.core.internal.token.HeldClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

/** The tokens held from peers that end soon, or have: their operators are to be asked for others in time. */
public final class EndingTokens {
    private static final Duration BEFORE = Duration.ofDays(14);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Directory directory;
    private final InstantSource clock;
    private final Map<Secret, Instant> told = new HashMap<>();

    public EndingTokens(Directory directory, InstantSource clock) {
        this.directory = requireNonNull(directory, "directory");
        this.clock = requireNonNull(clock, "clock");
    }

    /** A line for each. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        ending().forEach((token, line) -> lines.add(line));
        return lines;
    }

    /** A line for each that nothing was said of for a day. */
    public synchronized List<String> due() {
        var now = clock.instant();
        var ending = ending();
        told.keySet().retainAll(ending.keySet());
        var due = new ArrayList<String>();
        ending.forEach((token, line) -> {
            if (!told.getOrDefault(token, Instant.MIN).isAfter(now.minus(AGAIN))) {
                told.put(token, now);
                due.add(line);
            }
        });
        return due;
    }

    private Map<Secret, String> ending() {
        var now = clock.instant();
        var ending = new LinkedHashMap<Secret, String>();
        for (PeerRecord peer : directory.list()) {
            peer.held().ifPresent(held -> end(held)
                    .filter(now.plus(BEFORE)::isAfter)
                    .ifPresent(end -> ending.put(held.token(), line(peer.name(), end, now))));
        }
        return ending;
    }

    private static String line(String peer, Instant end, Instant now) {
        return "the token held from peer '" + peer + "' " + (end.isAfter(now) ? "ends at " : "ended at ") + end
                + "; ask its operator for a new one and add it with 'peer add'";
    }

    private static Optional<Instant> end(HeldToken held) {
        try {
            return HeldClaims.read(held.token().reveal()).expires();
        } catch (TokenException e) {
            // Said elsewhere: it can't be shown either.
            return Optional.empty();
        }
    }
}
