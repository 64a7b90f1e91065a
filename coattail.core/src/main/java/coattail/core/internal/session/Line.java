// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.ArrayList;
import java.util.List;

/** A line of streams, first come, first served; anyone may leave it at once. */
final class Line {
    private Turn first;
    private Turn last;

    boolean isEmpty() {
        return first == null;
    }

    /** @param turn stands in no line */
    void add(Turn turn) {
        if (turn.line != null) {
            throw new IllegalStateException(turn + " stands in a line");
        }
        turn.line = this;
        turn.before = last;
        if (last == null) {
            first = turn;
        } else {
            last.after = turn;
        }
        last = turn;
    }

    /** @return {@code null} where the line is empty */
    Turn poll() {
        Turn turn = first;
        if (turn != null) {
            remove(turn);
        }
        return turn;
    }

    List<Turn> toList() {
        var turns = new ArrayList<Turn>();
        for (Turn turn = first; turn != null; turn = turn.after) {
            turns.add(turn);
        }
        return turns;
    }

    void clear() {
        while (first != null) {
            remove(first);
        }
    }

    void remove(Turn turn) {
        if (turn.before == null) {
            first = turn.after;
        } else {
            turn.before.after = turn.after;
        }
        if (turn.after == null) {
            last = turn.before;
        } else {
            turn.after.before = turn.before;
        }
        turn.line = null;
        turn.before = null;
        turn.after = null;
    }
}
