// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

import coattail.core.internal.testing.OwnThread;
import coattail.core.internal.work.TimerWheel;

class RegistryTest {
    private long now = 1_000;
    private final TimerWheel timers = new TimerWheel(() -> now);
    private final ActionRegistry registry = new ActionRegistry(timers);
    private final List<String> news = new ArrayList<>();

    @Test
    void findsWhoServes() {
        var echo = offer(1, "echo");
        offer(2, "greet");

        assertSame(echo, registry.find("echo").orElseThrow());
        assertEquals(Optional.empty(), registry.find("Echo"));
        assertEquals(2, registry.offered().size());
    }

    @Test
    void theShadowedOneIsListedAndTakesOver() {
        listen();
        var first = offer(1, "echo");
        var second = offer(2, "echo");
        assertSame(first, registry.find("echo").orElseThrow());
        assertEquals(
                List.of("1 true ", "2 false shadowed by that of b1 1.0.0"),
                registry.list().stream()
                        .map(l -> l.entry().orElseThrow().serviceId() + " " + l.offered() + " " + l.reason())
                        .toList());

        remove(1);
        assertSame(second, registry.find("echo").orElseThrow());
        assertFalse(first.enter());
        assertTrue(second.enter());
        assertEquals(List.of("+echo"), news);
    }

    @Test
    void theRefusedOneIsListedWithItsReason() {
        registry.put(Candidate.refused(provider(7), "../x", "no name"));

        var listing = registry.list().get(0);
        assertEquals(new Listing<>("../x", "b7 1.0.0", Optional.empty(), false, "no name"), listing);
        assertEquals(Optional.empty(), registry.find("../x"));
        assertFalse(registry.declared("../x"));
    }

    @Test
    void aServiceMayChangeItsName() {
        listen();
        offer(1, "echo");
        registry.put(Candidate.of(Handlers.action(provider(1), "parrot")));
        assertEquals(Optional.empty(), registry.find("echo"));
        assertTrue(registry.find("parrot").isPresent());
        registry.put(Candidate.refused(provider(1), "parrot", "spoilt"));
        assertEquals(Optional.empty(), registry.find("parrot"));
        assertEquals(1, registry.list().size());

        assertEquals(Set.of("+echo", "-echo", "+parrot", "-parrot"), Set.copyOf(news));
        assertEquals("-parrot", news.get(3));
    }

    @Test
    void namesPublishedUnderAreDeclared() {
        registry.put(Candidate.of(Handlers.action(provider(1), "greet", "greeted", "welcomed")));
        registry.put(Candidate.of(Handlers.action(provider(2), "part", "welcomed")));
        assertTrue(registry.declared("greet"));
        assertTrue(registry.declared("greeted"));
        assertFalse(registry.declared("other"));
        assertEquals(Set.of("greeted", "welcomed"), registry.declaredNames());

        remove(1);
        assertEquals(Set.of("welcomed"), registry.declaredNames());
        assertTrue(registry.declared("welcomed"));
        // The bundle may be in the middle of an update.
        assertTrue(registry.declared("greeted"));
        assertTrue(registry.declared("greet"));
        advance(5_000);
        assertFalse(registry.declared("greeted"));
        assertFalse(registry.declared("greet"));
        assertTrue(registry.declared("welcomed"));
    }

    @Test
    void aNameThatWentAMomentAgoIsWaitedFor() {
        offer(1, "echo");
        assertTrue(wait("echo", 60_000).join().isPresent());
        assertTrue(wait("never", 60_000).join().isEmpty());
        remove(1);
        var wait = wait("echo", 60_000);
        advance(4_900);
        assertFalse(wait.isDone());
        var successor = offer(2, "echo");

        assertSame(successor, wait.join().orElseThrow());
        assertSame(successor, wait("echo", 60_000).join().orElseThrow());
    }

    @Test
    void theWaitEndsAfterFiveSeconds() {
        offer(1, "echo");
        remove(1);
        var wait = wait("echo", 60_000);
        advance(4_999);
        assertFalse(wait.isDone());
        advance(1);
        assertTrue(wait.join().isEmpty());
        assertTrue(wait("echo", 60_000).join().isEmpty());
    }

    @Test
    void theWaitEndsAtTheDeadline() {
        offer(1, "echo");
        remove(1);
        var soon = wait("echo", now + 100);
        var later = wait("echo", now + 200);
        advance(100);
        assertTrue(soon.join().isEmpty());
        assertFalse(later.isDone());
        offer(2, "echo");
        assertTrue(later.join().isPresent());
    }

    @Test
    void aSecondGapIsNotEndedByTheFirst() {
        offer(1, "echo");
        remove(1);
        advance(3_000);
        offer(2, "echo");
        remove(2);
        var wait = wait("echo", 60_000);
        advance(3_000);
        assertFalse(wait.isDone());
        advance(2_000);
        assertTrue(wait.isDone());
    }

    @Test
    void removesAllOfABundleAtOnce() {
        offer(1, "echo");
        offer(2, "greet");
        var gone = registry.remove(provider -> provider.bundleId() > 0);

        assertEquals(2, gone.size());
        assertTrue(gone.stream().noneMatch(HandlerEntry::enter));
        assertEquals(List.of(), registry.list());
        assertEquals(List.of(), registry.remove(provider -> true));
    }

    @Test
    void listenersAreToldInOrder() throws Exception {
        var order = new ArrayList<String>();
        registry.listen(listener(order));
        var threads = List.of(new Thread(() -> flap(1, "a")), new Thread(() -> flap(2, "b")));
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join(30_000);
        }
        assertEquals(4_000, order.size());
        for (String name : List.of("a", "b")) {
            var own = order.stream().filter(event -> event.endsWith(name)).toList();
            for (int i = 0; i < own.size(); i++) {
                assertEquals((i % 2 == 0 ? "+" : "-") + name, own.get(i));
            }
        }
    }

    private void flap(long id, String name) {
        for (int i = 0; i < 1_000; i++) {
            offer(id, name);
            remove(id);
        }
    }

    /** What performs a call does in this order: find, enter, else wait and find again. */
    @Test
    void noCallIsLostWhileServicesReplaceOneAnother() throws Exception {
        offer(1, "echo");
        var replacing = new AtomicBoolean(true);
        var lost = new AtomicInteger();
        var callers = List.of(
                CompletableFuture.runAsync(() -> callWhile(replacing, lost), OwnThread.EACH),
                CompletableFuture.runAsync(() -> callWhile(replacing, lost), OwnThread.EACH));
        for (long id = 1; id <= 2_000; id++) {
            remove(id);
            offer(id + 1, "echo");
        }
        replacing.set(false);
        for (var caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        assertEquals(0, lost.get());
    }

    private void callWhile(AtomicBoolean replacing, AtomicInteger lost) {
        while (replacing.get()) {
            call(lost);
        }
    }

    private void call(AtomicInteger lost) {
        var found = registry.find("echo");
        while (found.isEmpty() || !found.get().enter()) {
            // Virtual time stands still: the wait ends because the successor came, or not at all.
            found = wait("echo", Long.MAX_VALUE).orTimeout(30, TimeUnit.SECONDS).join();
            if (found.isEmpty()) {
                lost.incrementAndGet();
                return;
            }
        }
        found.get().exit();
    }

    private ActionEntry offer(long id, String name) {
        var entry = Handlers.action(provider(id), name);
        registry.put(Candidate.of(entry));
        return entry;
    }

    private void remove(long id) {
        registry.remove(provider -> provider.serviceId() == id);
    }

    private CompletableFuture<Optional<ActionEntry>> wait(String name, long deadline) {
        return registry.awaitOffered(name, deadline).toCompletableFuture();
    }

    private void advance(long millis) {
        now += millis;
        timers.advance(now);
    }

    private void listen() {
        registry.listen(listener(news));
    }

    private static RegistryListener listener(List<String> news) {
        return new RegistryListener() {
            @Override
            public void came(String name) {
                news.add("+" + name);
            }

            @Override
            public void went(String name) {
                news.add("-" + name);
            }
        };
    }

    private static Provider provider(long id) {
        return new Provider(id, 0, id, "b" + id, Version.parseVersion("1"));
    }
}
