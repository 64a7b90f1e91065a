// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import coattail.benchmarks.measure.Series;

/**
 * How the time is spent.
 *
 * @param warmUp how long each series runs at each number in flight before anything is measured
 * @param lead how long it runs before each slice
 * @param slice how long it is measured at a time
 */
record Plan(Duration warmUp, Duration lead, Duration slice) {
    private static final double FOR_WARM_UP = 0.2;
    private static final double FOR_LEADS = 0.1;

    static Plan of(Options options) {
        double millis = options.seconds() * 1e3;
        int cells = options.series().size() * options.inFlight().size();
        double each = millis * (1 - FOR_WARM_UP) / (options.rounds() * cells);
        return new Plan(
                Duration.ofMillis(Math.round(millis * FOR_WARM_UP / cells)),
                Duration.ofMillis(Math.round(each * FOR_LEADS)),
                Duration.ofMillis(Math.round(each * (1 - FOR_LEADS))));
    }

    /** In which order the series take their turns in a round: forth and back, so that none always follows the same. */
    static List<Series> order(Set<Series> series, int round) {
        var order = new ArrayList<>(series);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
