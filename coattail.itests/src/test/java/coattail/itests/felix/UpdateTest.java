// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import static coattail.itests.felix.FelixInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

import coattail.api.Option;
import coattail.api.Outcome;
import coattail.core.admin.Permissions;
import coattail.itests.support.Await;
import coattail.itests.support.BuiltBundle;

/** Bundles are updated while they serve. */
class UpdateTest {
    private static final Set<String> OF_THE_CORE = Set.of("coattail.core", "coattail.transport", "coattail.store");

    @TempDir
    Path directory;

    private FelixInstance north;
    private FelixInstance south;

    @BeforeEach
    void start() throws Exception {
        north = FelixInstance.start("north", directory);
        south = FelixInstance.start("south", directory);
        var names = List.of("echo", "greet");
        var request = FelixInstance.allowing(
                names, names, names, new Permissions.Limits(1_000_000, 1_000_000, 64, 100, 12_000));
        var token = north.tokens().issue(request).reveal();
        get(south.peers().add(token, Optional.of("north"), Optional.empty()));
    }

    @AfterEach
    void stop() throws Exception {
        for (var instance : new FelixInstance[] {south, north}) {
            if (instance != null) {
                instance.close();
            }
        }
    }

    @Test
    void anUpdateOfTheCoreLeavesTheActionsActive() throws Exception {
        get(south.coattail().peer("north").subscribe("echo", "remember").result());
        get(south.coattail()
                .peer("north")
                .publish("echo", "before", Option.verdicts())
                .result());
        get(north.coattail().local().publish("echo", "local", Option.verdicts()).result());
        var samples = north.bundle("coattail.sample-actions");
        var wiring = samples.adapt(BundleWiring.class);
        Object echo = echo();
        var oldCore = loader(north.bundle("coattail.core"));

        Queue<String> others = new ConcurrentLinkedQueue<>();
        SynchronousBundleListener listener = event -> {
            if (!OF_THE_CORE.contains(event.getBundle().getSymbolicName())) {
                others.add(event.getBundle().getSymbolicName() + ": event " + event.getType());
            }
        };
        north.context().addBundleListener(listener);
        try (var local = new Load(1, () -> greet(north, north));
                var remote = new Load(1, () -> greet(south, north))) {
            local.awaitAnswers(10);
            remote.awaitAnswers(10);
            update(north.bundle("coattail.core"), "0.1.1");
            local.awaitAnswers(10);
            remote.awaitAnswers(10);
        }
        north.context().removeBundleListener(listener);

        assertEquals(List.of(), List.copyOf(others), "bundles that the update of the core touched");
        assertEquals(Bundle.ACTIVE, samples.getState());
        assertSame(wiring, samples.adapt(BundleWiring.class));
        assertSame(echo, echo(), "the component that offers echo");
        assertEquals("0.1.1", north.bundle("coattail.core").getVersion().toString());

        Await.until(
                () -> "not attached again: " + north.subscriptions().subscribers(),
                () -> north.subscriptions().subscribers().stream().anyMatch(each -> each.attached()));
        var publication = get(north.coattail()
                .local()
                .publish("echo", "after", Option.verdicts())
                .result());
        assertEquals(Map.of(Outcome.PROCESSED, 1), publication.counts());
        assertEquals(
                List.of("before", "local", "after"),
                get(south.coattail().local().perform("recall", null, List.class).result()));
        assertUnloaded(List.of(oldCore), "the core");
    }

    @Test
    void anUpdateOfActionsLosesNoCall() throws Exception {
        var samples = north.bundle("coattail.sample-actions");
        var old = new ArrayList<WeakReference<ClassLoader>>();
        var local = new Load(2, () -> greet(north, north));
        var remote = new Load(2, () -> greet(south, north));
        try (local;
                remote) {
            for (int i = 1; i <= 10; i++) {
                local.awaitAnswers(5);
                remote.awaitAnswers(5);
                old.add(loader(samples));
                update(samples, "0.1." + i);
            }
            local.awaitAnswers(5);
            remote.awaitAnswers(5);
        }
        assertEquals(List.of(), local.failed(), "calls from within that were lost");
        assertEquals(List.of(), remote.failed(), "calls of a peer that were lost");
        assertEquals("0.1.10", samples.getVersion().toString());
        assertUnloaded(old, "the actions");
    }

    private static Object greet(FelixInstance caller, FelixInstance performer) {
        var coattail = caller.coattail();
        var instance = caller == performer ? coattail.local() : coattail.peer(performer.name);
        return get(instance.perform("greet", Map.of("name", "Ada"), Map.class).result());
    }

    /** The object that serves the action echo: another one if its bundle or component was ever stopped. */
    private Object echo() throws Exception {
        var echoes = north.context().getAllServiceReferences("coattail.api.Action", "(coattail.action.name=echo)");
        assertEquals(1, echoes.length);
        return north.context().getService(echoes[0]);
    }

    private void update(Bundle bundle, String version) throws Exception {
        var jar = BuiltBundle.named(bundle.getSymbolicName()).withVersion(version, directory);
        try (var in = Files.newInputStream(jar)) {
            bundle.update(in);
        }
        var refreshed = new CountDownLatch(1);
        FrameworkListener done = event -> refreshed.countDown();
        north.context()
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), done);
        if (!refreshed.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the framework hasn't refreshed " + bundle);
        }
    }

    private static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static void assertUnloaded(List<WeakReference<ClassLoader>> loaders, String what) throws Exception {
        try {
            Await.until(
                    () -> loaders.stream()
                                    .filter(loader -> loader.get() != null)
                                    .count() + " of " + loaders.size() + " class loaders of " + what
                            + " from before are held",
                    () -> {
                        System.gc();
                        return loaders.stream().allMatch(loader -> loader.get() == null);
                    });
        } finally {
            Reference.reachabilityFence(loaders);
        }
    }
}
