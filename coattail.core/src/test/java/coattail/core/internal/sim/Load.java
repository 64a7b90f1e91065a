// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What calls and events carry: who they are, and the steps of their cascade as those know them that made it, whatever
 * the product says.
 *
 * @param id of the call or publication, unlike any other's in a run
 * @param hops how many steps in all, those that somebody dropped included
 * @param path the steps since somebody last dropped them
 * @param padding how many bytes more
 */
record Load(long id, int hops, List<Step> path, int padding) {

    static Load parse(String text) {
        var parts = text.split(";", -1);
        var path = parts[2].isEmpty()
                ? List.<Step>of()
                : Arrays.stream(parts[2].split(",")).map(Step::parse).toList();
        return new Load(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), path, parts[3].length());
    }

    String text() {
        var steps = path.stream().map(Step::toString).collect(Collectors.joining(","));
        return id + ";" + hops + ";" + steps + ";" + "x".repeat(padding);
    }

    /** Another in the same cascade, one step further. */
    Load next(long nextId, Step step, int nextPadding) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return new Load(nextId, hops + 1, List.copyOf(longer), nextPadding);
    }

    /** Another at the same step. */
    Load same(long nextId) {
        return new Load(nextId, hops, path, padding);
    }

    /** The same event, as one that drops the path makes it. */
    Load withoutPath() {
        return new Load(id, hops, List.of(), padding);
    }
}
