// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.Coattail;
import coattail.core.internal.audit.AuditException;
import coattail.core.internal.identity.IdentityException;
import coattail.core.internal.registry.ActionTracker;
import coattail.core.internal.registry.ReceiverTracker;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.Transport;

/**
 * Brings the instance to life in its container, in the order of docs/architecture.md. {@code Coattail} is registered
 * before actions are tracked: an action that has it injected would otherwise wait for what waits for the action.
 */
@Component(
        immediate = true,
        service = {})
public final class Activation {
    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);

    private final Path home;
    private final Pid.OfInstance ofInstance;
    private final Pid.OfListener ofListener;
    private final Pid.OfSecurity ofSecurity;
    private final Pid.OfPublication ofPublication;
    private final List<Pid<?>> pids;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private volatile CoattailInstance instance;
    private volatile Settings asked;

    @Activate
    public Activation(
            BundleContext context,
            @Reference Transport transport,
            @Reference Store store,
            @Reference Pid.OfInstance ofInstance,
            @Reference Pid.OfListener ofListener,
            @Reference Pid.OfSecurity ofSecurity,
            @Reference Pid.OfPublication ofPublication) {
        home = home(context);
        this.ofInstance = ofInstance;
        this.ofListener = ofListener;
        this.ofSecurity = ofSecurity;
        this.ofPublication = ofPublication;
        pids = List.of(ofInstance, ofListener, ofSecurity, ofPublication);
        try {
            asked = settings();
            instance = start(context, asked, transport, store);
            pids.forEach(pid -> pid.watch(this::apply));
            apply(); // what has changed during the start, when nobody watched
        } catch (IllegalArgumentException | IdentityException | StoreException | AuditException | IOException e) {
            // What the operator has to mend: one line, and an instance that isn't there rather than half there.
            LOG.error("Coattail doesn't start: {}", e.getMessage());
            LOG.debug("Coattail doesn't start", e);
            stop();
            pids.forEach(pid -> pid.watch(
                    () -> LOG.error("Coattail has not started; restart it to have it read its configuration again")));
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private Settings settings() {
        return Settings.of(home, ofInstance.now(), ofListener.now(), ofSecurity.now(), ofPublication.now());
    }

    private static Path home(BundleContext context) {
        var base = context.getProperty("karaf.base");
        return Path.of(base == null || base.isEmpty() ? System.getProperty("user.dir") : base)
                .toAbsolutePath();
    }

    private CoattailInstance start(BundleContext context, Settings settings, Transport transport, Store store)
            throws IOException {
        var starting = new CoattailInstance(settings, Ports.of(transport, store), Version.of(context.getBundle()));
        undo.push(starting::close);
        register(context, Coattail.class, starting.coattail());
        var actions = new ActionTracker(context, starting.actions());
        undo.push(actions::close);
        actions.open();
        var receivers = new ReceiverTracker(context, starting.receivers());
        undo.push(receivers::close);
        receivers.open();
        undo.push(starting::leave);
        starting.open();
        // Last: what operators ask and order from then on needs the address at which peers reach this instance.
        starting.admins().forEach((type, service) -> register(context, type, service));
        LOG.info("Coattail {} is up as {}", Version.of(context.getBundle()), starting.id());
        return starting;
    }

    private void register(BundleContext context, Class<?> type, Object service) {
        var registration = context.registerService(type.getName(), service, null);
        undo.push(registration::unregister);
    }

    /** A configuration that doesn't hold is refused as a whole, and the one before stays in force. */
    private void apply() {
        var running = instance;
        if (running == null) {
            return; // it has been stopped meanwhile
        }
        try {
            var next = settings();
            if (next.equals(asked)) {
                return;
            }
            var later = running.update(next);
            asked = next;
            LOG.info("The new configuration is in force");
            later.forEach(key -> LOG.warn("{} takes effect when the instance is started the next time", key));
        } catch (IllegalArgumentException | IOException e) {
            asked = null;
            LOG.error("The new configuration is refused, the one before stays in force: {}", e.getMessage());
            running.refused(e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        stop();
    }

    private void stop() {
        pids.forEach(Pid::unwatch);
        instance = null;
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (RuntimeException e) {
                LOG.error("A part of the instance didn't stop in good order", e);
            }
        }
    }
}
