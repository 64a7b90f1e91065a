// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.function.Consumer;

/** Does something to each of many, since what fails for one is no reason to leave out those that come after it. */
public final class ToTheEnd {
    private ToTheEnd() {}

    /**
     * Hands each to {@code work}, in order.
     *
     * @throws RuntimeException the first that {@code work} threw, once all had their turn; the others are suppressed in
     *     it
     */
    public static <T> void forEach(Iterable<T> all, Consumer<? super T> work) {
        RuntimeException first = null;
        for (T each : all) {
            try {
                work.accept(each);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
