// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Remembers which bundles stopped, be it for a moment. */
final class Stopped implements SynchronousBundleListener, AutoCloseable {
    private final BundleContext context;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    Stopped(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING) {
            names.add(event.getBundle().getSymbolicName());
        }
    }

    /** Their symbolic names. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
