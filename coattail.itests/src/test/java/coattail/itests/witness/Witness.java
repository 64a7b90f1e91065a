// SPDX-License-Identifier: Apache-2.0
package coattail.itests.witness;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A bundle that watches what becomes of all others while something is installed and removed. It answers to commands in
 * the console, {@code witness:begin}, {@code witness:changes} and {@code witness:extras}, with one finding a line.
 */
public final class Witness implements BundleActivator, SynchronousBundleListener {
    private static final Map<Integer, String> EVENTS = Map.of(
            BundleEvent.STOPPING, "was stopped",
            BundleEvent.UNRESOLVED, "was unresolved",
            BundleEvent.UPDATED, "was updated",
            BundleEvent.UNINSTALLED, "was uninstalled");

    /** Threads of Karaf's resolver and of the JDK's JMX, which come with work and stay for a minute after it. */
    private static final List<String> POOLED = List.of("resolver-", "RMI ");

    private final Map<Long, Seen> before = new ConcurrentHashMap<>();
    private final Set<String> happened = ConcurrentHashMap.newKeySet();
    private Set<String> services = Set.of();
    private Set<String> threads = Set.of();
    private BundleContext context;

    /** A bundle as it was. Its wiring is another object after a refresh, its revision after an update. */
    private record Seen(String name, int state, long lastModified, BundleRevision revision, BundleWiring wiring) {
        static Seen of(Bundle bundle) {
            return new Seen(
                    bundle.getSymbolicName() + " " + bundle.getVersion(),
                    bundle.getState(),
                    bundle.getLastModified(),
                    bundle.adapt(BundleRevision.class),
                    bundle.adapt(BundleWiring.class));
        }
    }

    @Override
    public void start(BundleContext own) {
        context = own;
        context.addBundleListener(this);
        var properties = Map.of(
                "osgi.command.scope", "witness", "osgi.command.function", new String[] {"begin", "changes", "extras"});
        context.registerService(Witness.class, this, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext own) {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        var seen = before.get(event.getBundle().getBundleId());
        if (seen != null && EVENTS.containsKey(event.getType())) {
            happened.add(seen.name() + " " + EVENTS.get(event.getType()));
        }
    }

    /** Begins anew: what is there now is what is looked after. */
    public void begin() {
        before.clear();
        for (var bundle : context.getBundles()) {
            before.put(bundle.getBundleId(), Seen.of(bundle));
        }
        services = services();
        threads = threads();
        happened.clear();
        System.out.println(before.size());
    }

    /** Prints what has happened since to the bundles that were there. */
    public void changes() {
        var found = new TreeSet<>(happened);
        if (before.isEmpty()) {
            found.add("the witness itself was restarted");
        }
        before.forEach((id, was) -> {
            var bundle = context.getBundle(id);
            var is = bundle == null ? null : Seen.of(bundle);
            if (is == null) {
                found.add(was.name() + " is gone");
                return;
            }
            if (is.revision() != was.revision() || is.lastModified() != was.lastModified()) {
                found.add(was.name() + " is another revision");
            }
            if (is.wiring() != was.wiring()) {
                found.add(was.name() + " was refreshed");
            }
            if (is.state() != was.state()) {
                found.add(was.name() + " went from state " + was.state() + " to " + is.state());
            }
        });
        found.forEach(System.out::println);
    }

    /** Prints what is there now and wasn't then: bundles, services, threads. */
    public void extras() {
        for (var bundle : context.getBundles()) {
            if (!before.containsKey(bundle.getBundleId())) {
                System.out.println("bundle " + bundle.getSymbolicName());
            }
        }
        print("service", services(), services);
        print("thread", threads(), threads);
    }

    private static void print(String kind, Set<String> now, Set<String> then) {
        now.stream().filter(one -> !then.contains(one)).forEach(one -> System.out.println(kind + " " + one));
    }

    /** What services there are and whose, with how many of a kind. */
    private Set<String> services() {
        try {
            var references = context.getAllServiceReferences(null, null);
            return counted(Arrays.stream(references == null ? new ServiceReference<?>[0] : references)
                    .map(reference -> Arrays.toString((String[]) reference.getProperty(Constants.OBJECTCLASS)) + " of "
                            + owner(reference))
                    .toList());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String owner(ServiceReference<?> reference) {
        var bundle = reference.getBundle();
        return bundle == null ? "nobody any more" : bundle.getSymbolicName();
    }

    /** A thread's name without what is another the next time. */
    public static String withoutNumbers(String name) {
        return name.replaceAll("[0-9a-f]{6,}|[0-9]+", "#");
    }

    private static Set<String> threads() {
        return new TreeSet<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread != Thread.currentThread()) // which is there for this command alone
                .map(Thread::getName)
                .map(Witness::withoutNumbers)
                .filter(name -> POOLED.stream().noneMatch(name::startsWith))
                .toList());
    }

    private static Set<String> counted(List<String> many) {
        var counts = new HashMap<String, Integer>();
        var numbered = new TreeSet<String>();
        for (var one : many) {
            numbered.add(one + " (" + counts.merge(one, 1, Integer::sum) + ")");
        }
        return numbered;
    }
}
