// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static coattail.core.internal.registry.Tracking.awaitClosed;
import static coattail.core.internal.registry.Tracking.json;
import static coattail.core.internal.registry.Tracking.properties;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

import coattail.api.Action;
import coattail.api.Delivery;
import coattail.api.Invocation;
import coattail.api.Receiver;
import coattail.api.Whiteboard;
import coattail.core.internal.registry.Greet.Greeting;
import coattail.core.internal.registry.Greet.Guest;
import coattail.core.internal.testing.OwnThread;
import coattail.core.internal.wire.Names;

/** The trackers in a framework, with services that come and go, and how those are declared. */
class TrackerTest {
    @TempDir
    Path cache;

    private Tracking tracking;

    @BeforeEach
    void start() throws BundleException {
        tracking = new Tracking(cache);
    }

    @AfterEach
    void stop() throws Exception {
        tracking.close();
    }

    static class Welcome implements Receiver<Greeting> {
        @Override
        public void receive(Greeting greeting, Delivery delivery) {
            assertTrue(greeting.text().length() > 0);
        }
    }

    @Test
    void offersWhatIsRegistered() throws Exception {
        var registration = tracking.register(
                Action.class,
                new Greet(),
                Map.of(
                        Whiteboard.ACTION_NAME,
                        "greet",
                        Whiteboard.DESCRIPTION,
                        "Greets",
                        Whiteboard.CONCURRENCY,
                        3,
                        Whiteboard.PUBLISHES,
                        new String[] {"greeted"}));
        var entry = tracking.actions.find("greet").orElseThrow();
        assertEquals("Greets", entry.description());
        assertEquals(3, entry.slots().limit());
        assertEquals("Guest", entry.inputType());
        assertEquals("Greeting", entry.outputType());
        assertEquals("org.apache.felix.framework 7.0.5", entry.bundle());
        assertTrue(tracking.actions.declared("greeted"));
        var input = entry.input().read(json("{\"name\":\"Ada\"}"));
        assertEquals(new Guest("Ada"), input);

        registration.unregister();
        assertFalse(tracking.actions.find("greet").isPresent());
        assertFalse(entry.enter());
        assertEquals(List.of(), tracking.actions.list());
    }

    @Test
    void offersReceivers() {
        tracking.register(
                Receiver.class,
                new Welcome(),
                Map.of(Whiteboard.RECEIVER_NAME, "welcome", Whiteboard.PUBLISHES, "welcomed"));
        var entry = tracking.receivers.find("welcome").orElseThrow();
        assertEquals("Greeting", entry.eventType());
        assertEquals(Set.of("welcomed"), tracking.receivers.declaredNames());
        assertEquals(64, entry.slots().limit());
    }

    @Test
    void takesUpWhatWasThereBefore() {
        tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        var later = new ActionRegistry(tracking.timers);
        try (var tracker = new ActionTracker(tracking.context, later)) {
            tracker.open();
            assertTrue(later.find("greet").isPresent());
        }
        assertFalse(later.find("greet").isPresent());
    }

    @Test
    void lambdasNameTheirTypes() {
        Action<Guest, Greeting> lambda = (guest, invocation) -> new Greeting(guest.name());
        tracking.register(
                Action.class,
                lambda,
                Map.of(
                        Whiteboard.ACTION_NAME,
                        "lambda",
                        Whiteboard.ACTION_INPUT,
                        Guest.class,
                        Whiteboard.ACTION_OUTPUT,
                        Map.class.getName()));
        var entry = tracking.actions.find("lambda").orElseThrow();
        assertEquals("Guest", entry.inputType());
        assertEquals("Map", entry.outputType());

        tracking.register(Action.class, lambda, Map.of(Whiteboard.ACTION_NAME, "untold"));
        tracking.assertRefused(
                "untold",
                "its class doesn't tell its types; a lambda or a proxy must name them in the service properties"
                        + " coattail.action.input and coattail.action.output");
        tracking.register(
                Action.class,
                lambda,
                Map.of(
                        Whiteboard.ACTION_NAME, "lost",
                        Whiteboard.ACTION_INPUT, "no.such.Type",
                        Whiteboard.ACTION_OUTPUT, Map.class));
        tracking.assertRefused("lost", "its coattail.action.input names a class that its bundle can't load");
        Receiver<Guest> receiver = (guest, delivery) -> {};
        tracking.register(Receiver.class, receiver, Map.of(Whiteboard.RECEIVER_NAME, "deaf"));
        assertEquals(
                "its class doesn't tell its types; a lambda or a proxy must name them in the service property"
                        + " coattail.receiver.event",
                tracking.receivers.list().get(0).reason());
    }

    static class Threads implements Action<Thread, Void> {
        @Override
        public Void perform(Thread input, Invocation invocation) {
            return null;
        }
    }

    @Test
    void whatIsWrongIsRefusedAndListed() {
        tracking.register(Action.class, new Greet(), Map.of());
        tracking.assertRefused("", "it has no service property coattail.action.name");
        tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "../etc/passwd"));
        tracking.assertRefused("../etc/passwd", "its coattail.action.name isn't a name: " + Names.RULE);
        tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "coattail.greet"));
        tracking.assertRefused("coattail.greet", "its coattail.action.name begins with coattail., which is reserved");
        tracking.register(
                Action.class,
                new Greet(),
                Map.of(Whiteboard.ACTION_NAME, "p", Whiteboard.PUBLISHES, List.of("ok", "a\nb")));
        assertTrue(tracking.reason("p").startsWith("its coattail.publishes isn't a name"), tracking.reason("p"));
        tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "c", Whiteboard.CONCURRENCY, 0));
        tracking.assertRefused("c", "its coattail.concurrency isn't an integer from 1 up");
        tracking.register(Action.class, new Threads(), Map.of(Whiteboard.ACTION_NAME, "t"));
        tracking.assertRefused("t", "java.lang.Thread isn't among the types that are converted");
        assertTrue(tracking.actions.offered().isEmpty());
    }

    @Test
    void aServiceThatCannotBeHadIsRefusedAndTriedAgain() {
        var broken = new boolean[] {true};
        var factory = new ServiceFactory<Action<?, ?>>() {
            @Override
            public Action<?, ?> getService(Bundle bundle, ServiceRegistration<Action<?, ?>> registration) {
                if (broken[0]) {
                    throw new IllegalStateException("on purpose");
                }
                return new Greet();
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<Action<?, ?>> registration, Action<?, ?> service) {
                broken[0] = true;
            }
        };
        var registration = tracking.register(Action.class, factory, Map.of(Whiteboard.ACTION_NAME, "greet"));
        assertTrue(tracking.reason("greet").startsWith("its service can't be had"), tracking.reason("greet"));
        broken[0] = false;
        registration.setProperties(properties(Map.of(Whiteboard.ACTION_NAME, "greet", "any", "change")));

        assertTrue(tracking.actions.find("greet").isPresent());
    }

    @Test
    void followsItsProperties() {
        var registration = tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        var before = tracking.actions.find("greet").orElseThrow();
        assertTrue(before.enter());
        assertTrue(before.slots().tryAcquire());
        registration.setProperties(properties(
                Map.of(Whiteboard.ACTION_NAME, "welcome", Whiteboard.CONCURRENCY, 1, Whiteboard.DESCRIPTION, "new")));

        assertFalse(tracking.actions.find("greet").isPresent());
        var after = tracking.actions.find("welcome").orElseThrow();
        assertNotSame(before, after);
        assertEquals("new", after.description());
        assertEquals(1, after.running());
        assertFalse(after.slots().tryAcquire());
        before.slots().release();
        before.exit();
        assertEquals(0, after.running());
        assertTrue(after.slots().tryAcquire());
    }

    @Test
    void theRankingDecidesAndMayChange() {
        var first = tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        tracking.register(
                Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet", Constants.SERVICE_RANKING, 5));
        var high = tracking.actions.find("greet").orElseThrow();
        assertEquals("shadowed by that of org.apache.felix.framework 7.0.5", tracking.reason("greet"));
        first.setProperties(properties(Map.of(Whiteboard.ACTION_NAME, "greet", Constants.SERVICE_RANKING, 6)));

        assertNotSame(high, tracking.actions.find("greet").orElseThrow());
    }

    @Test
    void unregisteringWaitsForTheCallsThatRun() throws Exception {
        var registration = tracking.register(Action.class, new Greet(), Map.of(Whiteboard.ACTION_NAME, "greet"));
        var entry = tracking.actions.find("greet").orElseThrow();
        assertTrue(entry.enter());
        var unregistering = CompletableFuture.runAsync(registration::unregister, OwnThread.EACH);
        awaitClosed(entry);
        assertFalse(unregistering.isDone());
        entry.exit();
        unregistering.get(30, TimeUnit.SECONDS);
        assertEquals(0, entry.running());
    }
}
