// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Finds lines by action, by subscriber and by token. Reading takes no lock. Lines of one subscriber are added and
 * removed by one thread at a time.
 */
final class LineIndex {
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Line>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, Lines> tokens = new ConcurrentHashMap<>();
    private final Supplier<CascadeBudget> budgets;

    /** @param budgets makes the budget of an action that has its first subscription */
    LineIndex(Supplier<CascadeBudget> budgets) {
        this.budgets = budgets;
    }

    void add(Line line) {
        var row = line.row();
        subscribers.compute(row.instanceId(), (id, lines) -> {
            Map<String, Line> some = lines == null ? new ConcurrentHashMap<>(2) : lines;
            some.put(row.subscriptionId(), line);
            return some;
        });
        stand(line, row.jti());
        topics.compute(row.action(), (action, topic) -> {
            var some = topic == null ? new Topic(budgets.get()) : topic;
            some.add(line);
            return some;
        });
    }

    void remove(Line line) {
        var row = line.row();
        topics.computeIfPresent(row.action(), (action, topic) -> topic.remove(line) ? null : topic);
        stand(line, row.jti(), null);
        subscribers.computeIfPresent(row.instanceId(), (id, lines) -> {
            lines.remove(row.subscriptionId(), line);
            return lines.isEmpty() ? null : lines;
        });
    }

    /** Tells that a line stands under another token. */
    void stand(Line line, String before, String now) {
        if (before.equals(now)) {
            return;
        }
        tokens.computeIfPresent(before, (jti, lines) -> lines.remove(line) ? null : lines);
        if (now != null) {
            stand(line, now);
        }
    }

    private void stand(Line line, String jti) {
        tokens.compute(jti, (id, lines) -> {
            var some = lines == null ? new Lines() : lines;
            some.add(line);
            return some;
        });
    }

    /** The subscriptions to an action, {@code null} where there are none. */
    Topic topic(String action) {
        return topics.get(action);
    }

    /** The line of a subscriber and its name for it. */
    Optional<Line> find(String instanceId, String subscriptionId) {
        return Optional.ofNullable(
                subscribers.getOrDefault(instanceId, Map.of()).get(subscriptionId));
    }

    Collection<Line> ofSubscriber(String instanceId) {
        return List.copyOf(subscribers.getOrDefault(instanceId, Map.of()).values());
    }

    Collection<Line> ofToken(String jti) {
        var lines = tokens.get(jti);
        return lines == null ? List.of() : lines.all();
    }

    int size() {
        return subscribers.values().stream().mapToInt(Map::size).sum();
    }

    List<Line> all() {
        return subscribers.values().stream()
                .flatMap(lines -> lines.values().stream())
                .toList();
    }
}
