// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

import coattail.api.Coattail;
import coattail.api.InstanceRef;
import coattail.core.internal.admin.KeyService;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditLog;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.registry.ActionRegistry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.token.KeyRing;
import coattail.core.internal.work.Ticker;
import coattail.core.internal.work.Workers;

/**
 * One instance, put together from its parts; knows no OSGi. {@link #open} makes it reachable, {@link #close} ends it in
 * good order.
 */
public final class CoattailInstance implements AutoCloseable {
    private static final long DRAIN_MILLIS = 4_000;

    private final InstanceKeys keys;
    private final AuditLog audit;
    private final Configuration configuration;
    private final Workers workers = new Workers();
    private final Assembly parts;
    private final Listener listener;
    private final KeyService keyAdmin;
    private final Map<Class<?>, Object> admins;
    private Ticker ticker;

    /**
     * Puts an instance together and reads what is stored. Nothing can reach it yet.
     *
     * @throws coattail.core.internal.identity.IdentityException if keys and database don't belong together, or others
     *     can read the keys
     * @throws coattail.core.spi.StoreException if the database fails
     * @throws coattail.core.internal.audit.AuditException if the audit log can't be opened
     */
    public CoattailInstance(Settings settings, Ports ports, String version) {
        var store = requireNonNull(ports, "ports").store();
        keys = InstanceKeys.open(settings.directory().resolve("keys"), store.owner(), ports.wall(), ports.random());
        store.claim(keys.instanceId());
        audit = AuditLog.open(
                settings.directory().resolve("data").resolve("audit"),
                store.audit(),
                new AuditLog.Identity(keys.instanceId(), keys.publicKey(), keys::sign),
                ports.clock(),
                ports.wall());
        try {
            audit.note(AuditEvent.of(AuditKind.START, Outcome.ALLOWED)
                    .with("version", version)
                    .with(ConfigurationView.named(settings)));
            configuration = new Configuration(settings, audit);
            var self = new InstanceRef(keys.instanceId(), settings.name().isEmpty() ? hostName() : settings.name());
            var ring = new KeyRing(keys.tokenKeys());
            var budget = ByteBudget.ofHeap(Runtime.getRuntime().maxMemory());
            parts = new Assembly(
                    new Ground(
                            self,
                            new KeySigner(keys),
                            keys::tls,
                            ring,
                            ports.transport(),
                            store,
                            ports.clock(),
                            ports.wall(),
                            ports.random(),
                            workers,
                            budget,
                            audit,
                            "coattail/" + version),
                    configuration::inForce,
                    this::tendKeys);
            listener = new Listener(ports.transport(), keys::tls, parts.dialler());
            keyAdmin = new KeyService(keys, ring, store.tokens(), parts.grants(), parts.hub(), audit, ports.wall());
            admins = new Administration(
                            ports,
                            new Facts(
                                    version,
                                    budget.total(),
                                    ports.wall().instant(),
                                    keys,
                                    self.name(),
                                    configuration::inForce,
                                    configuration::asked,
                                    listener),
                            listener,
                            parts,
                            Issuers.of(keys, ring, ports),
                            keyAdmin,
                            audit)
                    .services();
            parts.load();
        } catch (RuntimeException | Error e) {
            audit.close(); // else its thread would go on writing to the log of whoever starts next
            workers.close();
            throw e;
        }
    }

    private void tendKeys() throws IOException {
        keyAdmin.retire();
        if (keys.renewCertificate()) {
            listener.renew();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "coattail";
        }
    }

    /** This instance's id. */
    public String id() {
        return keys.instanceId();
    }

    /** The service through which bundles call. */
    public Coattail coattail() {
        return parts.coattail();
    }

    /** What the trackers of actions feed. */
    public ActionRegistry actions() {
        return parts.actions();
    }

    /** What the trackers of receivers feed. */
    public ReceiverRegistry receivers() {
        return parts.receivers();
    }

    /** The services for operators, by the interface under which each is registered. */
    public Map<Class<?>, Object> admins() {
        return admins;
    }

    /**
     * Lets time pass, dials the known peers, and listens.
     *
     * @throws IOException of one clear line, if the listener's address can't be bound; then {@link #close} is still
     *     owed
     */
    public void open() throws IOException {
        ticker = Ticker.start(parts.timers());
        parts.start();
        listener.apply(configuration.inForce());
        parts.dial();
    }

    /** As {@link Configuration#update}. */
    public List<String> update(Settings next) throws IOException {
        return configuration.update(next, now -> {
            listener.apply(now);
            parts.hub().limits(Assembly.limits(now));
        });
    }

    /** Notes that a configuration was refused, for a reason of one line. */
    void refused(String reason) {
        configuration.refused(reason);
    }

    /** Takes leave of the peers: undoes {@link #open}. What is under way is given a little time. */
    public void leave() {
        listener.close();
        parts.leave();
        parts.links().awaitGone(DRAIN_MILLIS);
    }

    /** Lets go of everything; {@link #leave} comes before. */
    @Override
    public void close() {
        parts.close();
        if (ticker != null) {
            ticker.close();
        }
        parts.codecs().close();
        audit.note(AuditEvent.of(AuditKind.STOP, Outcome.ALLOWED));
        audit.close();
    }
}
