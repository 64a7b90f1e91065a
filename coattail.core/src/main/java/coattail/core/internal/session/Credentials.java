// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.BitSet;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.ProtocolException;

/**
 * The grants of one connection in both directions, and how fast tokens may be shown (docs/protocol.md, "Tokens and
 * grants").
 */
final class Credentials {
    /** The most grants at once, in one direction. */
    private static final int MOST_GRANTS = 4;
    /** After so many refusals without any grant the connection closes. */
    private static final int MOST_REFUSALS = 3;
    /** How many AUTHs may come at once; later ones at one a second. */
    private static final int BURST = 3;

    private static final long REFILL_MILLIS = 1_000;
    /** How long a connection may be without any grant. */
    private static final long PATIENCE_MILLIS = 10_000;

    /** The live ones that this side has given. */
    private final BitSet given = new BitSet();
    /** All that this side ever got. */
    private final BitSet held = new BitSet();

    private boolean any;
    private int refusals;
    private long patienceUntil;
    /** When the last AUTH that came is paid off, at one a second. */
    private long paidAt;

    /** From now on tokens may be shown. */
    void proven(long now) {
        patienceUntil = now + PATIENCE_MILLIS;
        paidAt = now;
    }

    /** Whether a token was ever accepted, in either direction. */
    boolean any() {
        return any;
    }

    /** Whether nobody has shown a token that was accepted in all that time. */
    boolean outOfPatience(long now) {
        return !any && now >= patienceUntil;
    }

    /** Counts an AUTH of the other side. */
    void shown(long now) throws ProtocolException {
        paidAt = Math.max(paidAt, now) + REFILL_MILLIS;
        if (paidAt - now > BURST * REFILL_MILLIS) {
            throw new ProtocolException(ErrorCode.CALM, "more than one AUTH a second");
        }
    }

    boolean isFull() {
        return given.cardinality() >= MOST_GRANTS;
    }

    void give(int grant) {
        given.set(grant);
        any = true;
    }

    /** @return whether it was given and not taken back before */
    boolean takeBack(int grant) {
        boolean live = given.get(grant);
        given.clear(grant);
        return live;
    }

    boolean isGiven(int grant) {
        return given.get(grant);
    }

    void refused() {
        refusals++;
    }

    /** Whether the other side has shown enough that wasn't accepted. */
    boolean outOfTries() {
        return !any && refusals >= MOST_REFUSALS;
    }

    void got(int grant) throws ProtocolException {
        if (held.get(grant)) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "grant " + grant + " was given before");
        }
        held.set(grant);
        any = true;
    }

    /** A grant that this side got has ended; again is no error. */
    void ended(int grant) throws ProtocolException {
        if (!held.get(grant)) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "grant " + grant + " was never given");
        }
    }
}
