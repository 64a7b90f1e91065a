// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

import coattail.api.ContentType;
import coattail.core.internal.wire.Body;
import coattail.core.internal.work.TimerWheel;

/** A framework with both trackers in it. */
final class Tracking implements AutoCloseable {
    final TimerWheel timers = new TimerWheel(() -> 0);
    final ActionRegistry actions = new ActionRegistry(timers);
    final ReceiverRegistry receivers = new ReceiverRegistry(timers);
    final BundleContext context;
    private final Framework framework;
    private final ActionTracker actionTracker;
    private final ReceiverTracker receiverTracker;

    /** @param cache where the framework keeps its bundles */
    Tracking(Path cache) throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "coattail.api"));
        framework.start();
        context = framework.getBundleContext();
        actionTracker = new ActionTracker(context, actions);
        actionTracker.open();
        receiverTracker = new ReceiverTracker(context, receivers);
        receiverTracker.open();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        receiverTracker.close();
        actionTracker.close();
        framework.stop();
        framework.waitForStop(30_000);
    }

    static void awaitClosed(ActionEntry entry) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (entry.enter()) {
            entry.exit();
            assertTrue(System.nanoTime() < until, "the entry still lets calls in");
            Thread.onSpinWait();
        }
    }

    ServiceRegistration<?> register(Class<?> type, Object service, Map<String, ?> properties) {
        return context.registerService(type.getName(), service, properties(properties));
    }

    static Dictionary<String, Object> properties(Map<String, ?> properties) {
        return FrameworkUtil.asDictionary(properties);
    }

    void assertRefused(String name, String reason) {
        assertEquals(reason, reason(name));
        assertFalse(actions.find(name).isPresent());
    }

    /** Why the action of that name is listed and not offered. */
    String reason(String name) {
        return actions.list().stream()
                .filter(listing -> listing.name().equals(name) && !listing.offered())
                .findFirst()
                .orElseThrow()
                .reason();
    }

    static Body json(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }
}
