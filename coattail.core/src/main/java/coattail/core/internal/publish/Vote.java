// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.concurrent.atomic.AtomicReference;

import coattail.api.Outcome;

/** What became of one publication at one subscription: decided once, by whoever comes first. */
final class Vote {
    private final Ballot ballot;
    private final Line line;
    private final AtomicReference<Outcome> outcome = new AtomicReference<>();
    /** The event's number in its subscription. Guarded by the line. */
    private long sequence;

    Vote(Ballot ballot, Line line) {
        this.ballot = ballot;
        this.line = line;
    }

    void decide(Outcome decided) {
        if (outcome.compareAndSet(null, decided)) {
            ballot.decided();
        }
    }

    Line line() {
        return line;
    }

    /** {@code null} while it is open. */
    Outcome outcome() {
        return outcome.get();
    }

    long sequence() {
        return sequence;
    }

    void sequence(long number) {
        sequence = number;
    }
}
