// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

import coattail.itests.support.Await;

/**
 * Publishes one event after the other, each with a text of its own, and keeps what its one subscription made of it. A
 * publication that its instance never answered has no verdict.
 */
final class Publishing implements AutoCloseable {
    /** Verdicts after which the receiver surely wasn't called. */
    private static final List<String> NEVER_RUN = List.of("refused", "overloaded", "offline", "expired");

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Site site;
    private final String action;
    private final Map<String, String> verdicts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread thread = new Thread(this::publish, "publishing");
    private volatile boolean over;
    private volatile Throwable failure;

    private Publishing(Site site, String action) {
        this.site = site;
        this.action = action;
    }

    static Publishing begin(Site site, String action) {
        var publishing = new Publishing(site, action);
        publishing.thread.start();
        return publishing;
    }

    private void publish() {
        try {
            while (!over) {
                var text = "event " + NEXT.incrementAndGet();
                var outcome = site.run("action", "publish", action, "\"" + text + "\"", "--timeout", "5s", "--json");
                if (outcome.exitCode() == 0) {
                    var publication = outcome.json().get("publication");
                    assertEquals(1, publication.get("subscriptions").intValue(), publication::toPrettyString);
                    assertEquals(1, publication.get("verdicts").size(), publication::toPrettyString);
                    verdicts.put(
                            text,
                            publication.get("verdicts").get(0).get("verdict").textValue());
                } else {
                    verdicts.put(text, "none");
                }
                answered.incrementAndGet();
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Returns when so many more have been answered. */
    void awaitMore(int count) throws Exception {
        int enough = answered.get() + count;
        await(now -> now >= enough);
    }

    private void await(IntPredicate condition) throws Exception {
        Await.until(() -> "publications: " + verdicts, () -> {
            if (failure != null) {
                throw new AssertionError("publishing failed", failure);
            }
            return condition.test(answered.get());
        });
    }

    /** What became of each. */
    Map<String, String> end() throws Exception {
        over = true;
        thread.join();
        if (failure != null) {
            throw new AssertionError("publishing failed", failure);
        }
        return verdicts;
    }

    /** Holds the verdicts against what the receiver has written down. */
    static void assertHonest(Map<String, String> verdicts, List<String> diary) {
        verdicts.forEach((text, verdict) -> {
            int times = Collections.frequency(diary, text);
            assertTrue(times <= 1, () -> text + " came " + times + " times");
            if (verdict.equals("processed")) {
                assertEquals(1, times, () -> text + " was processed, and isn't in " + diary);
            } else if (NEVER_RUN.contains(verdict)) {
                assertEquals(0, times, () -> text + " was " + verdict + ", and is in " + diary);
            }
        });
    }

    @Override
    public void close() throws Exception {
        over = true;
        thread.join();
    }
}
