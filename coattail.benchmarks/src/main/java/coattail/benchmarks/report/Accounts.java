// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import coattail.api.Outcome;

/** Verdicts of publications, held against what the subscribers have written down, to the event. */
public final class Accounts {
    /** Whoever gets one of these is told that the receiver never had the event. */
    private static final Set<Outcome> NOT_BEGUN =
            Set.of(Outcome.OFFLINE, Outcome.OVERLOADED, Outcome.EXPIRED, Outcome.REFUSED);

    private final int publications;
    private final Set<String> subscribers;
    private final Map<Outcome, Row> rows = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    /**
     * How often an outcome was the verdict.
     *
     * @param verdicts in all
     * @param received how many of those events the subscriber has written down
     */
    public record Row(long verdicts, long received) {}

    /**
     * Compares.
     *
     * @param publications how many there were, numbered from 0
     * @param subscribers the receivers that there were all the time
     * @param verdicts a line for each, {@code NUMBER RECEIVER OUTCOME}, and for what each publication counted
     *     {@code NUMBER = OUTCOME COUNT}
     * @param received a line for each event that was written down, {@code NUMBER RECEIVER}
     */
    public Accounts(int publications, Set<String> subscribers, List<String> verdicts, List<String> received) {
        this.publications = publications;
        this.subscribers = Set.copyOf(subscribers);
        var written = new HashSet<String>();
        for (var line : received) {
            if (!written.add(line)) {
                broken.add("written down twice: " + line);
            }
        }
        compare(verdicts, written);
    }

    private void compare(List<String> verdicts, Set<String> written) {
        var decided = new HashMap<String, Outcome>();
        var counted = new HashMap<String, Integer>();
        for (var line : verdicts) {
            var words = line.split(" ");
            if (words[1].equals("=")) {
                counted.merge(words[0] + " " + words[2], Integer.parseInt(words[3]), Integer::sum);
            } else if (decided.put(words[0] + " " + words[1], Outcome.valueOf(words[2])) != null) {
                broken.add("a second verdict: " + line);
            } else {
                counted.merge(words[0] + " " + words[2], -1, Integer::sum);
            }
        }
        counted.forEach((what, difference) -> {
            if (difference != 0) {
                broken.add("counted otherwise than told: " + what);
            }
        });
        decided.forEach((event, outcome) -> judge(event, outcome, written.contains(event)));
        for (int number = 0; number < publications; number++) {
            for (var subscriber : subscribers) {
                if (!decided.containsKey(number + " " + subscriber)) {
                    broken.add("no verdict: " + number + " " + subscriber);
                }
            }
        }
        if (decided.size() > (long) publications * subscribers.size()) {
            broken.add(decided.size() + " verdicts, more than publications and subscribers make");
        }
        written.removeAll(decided.keySet());
        written.forEach(event -> broken.add("written down without a verdict: " + event));
    }

    private void judge(String event, Outcome outcome, boolean received) {
        rows.merge(
                outcome,
                new Row(1, received ? 1 : 0),
                (a, b) -> new Row(a.verdicts() + b.verdicts(), a.received() + b.received()));
        if (outcome == Outcome.PROCESSED && !received) {
            broken.add("PROCESSED, but not written down: " + event);
        } else if (NOT_BEGUN.contains(outcome) && received) {
            broken.add(outcome + ", but written down: " + event);
        } else if (outcome == Outcome.FAILED || outcome == Outcome.ENQUEUED) {
            broken.add(outcome + ", which no subscriber has said: " + event);
        }
    }

    /** By outcome; one that was never the verdict is left out. */
    public Map<Outcome, Row> rows() {
        return rows;
    }

    /** What doesn't agree, a line for each. */
    public List<String> broken() {
        return broken;
    }
}
