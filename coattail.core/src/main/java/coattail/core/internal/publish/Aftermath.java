// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.ArrayList;
import java.util.List;

import coattail.api.Outcome;
import coattail.core.internal.wire.Failure;

/**
 * What a change of a line causes elsewhere: gathered while its lock is held, done when it isn't. A feed may run its
 * session on the calling thread, which asks other lines for events; with a lock held two such threads could wait for
 * each other.
 */
final class Aftermath {
    private record Decision(Vote vote, Outcome outcome) {}

    private List<Decision> decisions;
    private Feed ready;
    private Feed ended;
    private Failure failure;

    void decide(Vote vote, Outcome outcome) {
        if (vote == null) {
            return;
        }
        if (decisions == null) {
            decisions = new ArrayList<>(4);
        }
        decisions.add(new Decision(vote, outcome));
    }

    void ready(Feed feed) {
        ready = feed;
    }

    /** @param why {@code null} to end it with no further frame */
    void end(Feed feed, Failure why) {
        ended = feed;
        failure = why;
    }

    void run() {
        if (decisions != null) {
            decisions.forEach(decision -> decision.vote().decide(decision.outcome()));
        }
        if (ended != null) {
            ended.end(failure);
        }
        if (ready != null) {
            ready.ready();
        }
    }
}
