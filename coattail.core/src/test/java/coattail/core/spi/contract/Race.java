// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs calls on as many threads, all let go at once. */
final class Race {
    private Race() {}

    /** The results of the calls, in their order. A call that throws makes this throw. */
    static <T> List<T> of(int runners, IntFunction<Callable<T>> calls) throws Exception {
        var start = new CyclicBarrier(runners);
        var threads = Executors.newFixedThreadPool(runners);
        try {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < runners; i++) {
                var call = calls.apply(i);
                futures.add(threads.submit(() -> {
                    start.await(30, SECONDS);
                    return call.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get(60, SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
