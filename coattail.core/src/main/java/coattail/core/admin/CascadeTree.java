// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

/**
 * What is known of a cascade.
 *
 * @param id names it
 * @param steps of this instance and of those that answered, in the order in which they began by their clocks
 * @param sources this instance and each that was asked, this one first
 */
public record CascadeTree(String id, List<CascadeStep> steps, List<CascadeSource> sources) {
    public CascadeTree {
        steps = List.copyOf(steps);
        sources = List.copyOf(sources);
    }
}
