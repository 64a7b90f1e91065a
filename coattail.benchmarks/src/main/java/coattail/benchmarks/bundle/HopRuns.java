// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.service.component.annotations.Component;

/** What {@link Hop} has seen at this instance, by {@link System#nanoTime()}. */
@Component(service = HopRuns.class)
public final class HopRuns {
    private final Map<Integer, CompletableFuture<Long>> arrived = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Long>> ended = new ConcurrentHashMap<>();

    /** When the action began to wait. */
    CompletableFuture<Long> arrived(int run) {
        return arrived.computeIfAbsent(run, each -> new CompletableFuture<>());
    }

    /** When the action noticed that it was over. */
    CompletableFuture<Long> ended(int run) {
        return ended.computeIfAbsent(run, each -> new CompletableFuture<>());
    }
}
