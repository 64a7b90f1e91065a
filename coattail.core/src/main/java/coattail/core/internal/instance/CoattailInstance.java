// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.core.internal.admin.EndingTokens;
import coattail.core.internal.admin.KeyService;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditLog;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.authority.Gate;
import coattail.core.internal.authority.Principal;
import coattail.core.internal.convert.Codecs;
import coattail.core.internal.dispatch.Caller;
import coattail.core.internal.dispatch.Entrance;
import coattail.core.internal.dispatch.Faces;
import coattail.core.internal.dispatch.Lister;
import coattail.core.internal.dispatch.Operations;
import coattail.core.internal.dispatch.Performer;
import coattail.core.internal.dispatch.Publisher;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.peer.Contacts;
import coattail.core.internal.peer.Dialler;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.peer.LinkContext;
import coattail.core.internal.peer.Links;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.publish.PublicationLimits;
import coattail.core.internal.registry.ActionRegistry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.registry.RegistryListener;
import coattail.core.internal.session.SessionConfig;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Scope;
import coattail.core.internal.work.Ticker;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/**
 * One instance, put together from its parts; knows no OSGi. {@link #open} makes it reachable, {@link #close} ends it in
 * good order.
 */
public final class CoattailInstance implements AutoCloseable {
    /** Bodies up to one frame. */
    private static final int MAX_MESSAGE = 12_000;

    private static final int MOST_HANDLERS = 512;
    private static final long DRAIN_MILLIS = 4_000;

    private final InstanceKeys keys;
    private final AuditLog audit;
    private final Configuration configuration;
    private final String name;
    private final TimerWheel timers;
    private final Workers workers = new Workers(MOST_HANDLERS);
    private final Codecs codecs = new Codecs();
    private final ActionRegistry actions;
    private final ReceiverRegistry receivers;
    private final Hub hub;
    private final Links links;
    private final Contacts contacts;
    private final SubscriptionBook subscriptions;
    private final Faces faces;
    private final Dialler dialler;
    private final Listener listener;
    private final Upkeep upkeep;
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
            String id = keys.instanceId();
            name = settings.name().isEmpty() ? hostName() : settings.name();

            timers = new TimerWheel(ports.clock());
            actions = new ActionRegistry(timers);
            receivers = new ReceiverRegistry(timers);
            var directory = new Directory(store.peers(), ports.wall());
            var budget = ByteBudget.ofHeap(Runtime.getRuntime().maxMemory());
            hub = new Hub(
                    store.subscribers(),
                    timers,
                    ports.wall(),
                    ports.random(),
                    limits(settings),
                    budget,
                    workers.executor(),
                    directory::ref);
            links = new Links(id);
            contacts = new Contacts(directory, links, timers, ports.random(), ports.wall());

            var authority = Authority.of(keys, ports, audit);
            var entrance = new Entrance(new Gate(ports.wall()), audit);
            var publisher = new Publisher(id, entrance, this::declared, hub, () -> configuration
                    .inForce()
                    .hopLimit());
            var performer = new Performer(id, entrance, actions, publisher, workers, timers, () -> configuration
                    .inForce()
                    .hopLimit());
            var operations = new Operations(performer, publisher, new Lister(entrance, actions, receivers));
            subscriptions = new SubscriptionBook(
                    store.subscriptions(),
                    new RegisteredReceivers(receivers),
                    this::delivery,
                    timers,
                    ports.wall(),
                    ports.random(),
                    workers.executor(),
                    workers::execute,
                    budget,
                    directory::ref);
            faces = new Faces(
                    new Caller(Principal.LOCAL, new InstanceRef(id, name)),
                    operations,
                    contacts,
                    subscriptions,
                    audit,
                    codecs,
                    workers.executor(),
                    timers,
                    ports.wall());
            var context = new LinkContext(
                    new SessionConfig(
                            new KeySigner(keys),
                            new Id16(ports.random().nextLong(), ports.random().nextLong()),
                            MAX_MESSAGE,
                            settings.maxStreams(),
                            "coattail/" + version,
                            ports.random()),
                    workers,
                    timers,
                    authority.authenticator(),
                    authority.grants(),
                    entrance,
                    operations,
                    faces,
                    hub,
                    subscriptions,
                    directory,
                    links,
                    contacts,
                    audit);
            dialler = new Dialler(ports.transport(), keys::tls, context);
            listener = new Listener(ports.transport(), keys::tls, dialler);
            keyAdmin = new KeyService(
                    keys, authority.keys(), store.tokens(), authority.grants(), hub, audit, ports.wall());
            upkeep = new Upkeep(
                    timers,
                    workers,
                    authority.grants(),
                    authority.bearers(),
                    store.tokens(),
                    hub,
                    new EndingTokens(directory, ports.wall()),
                    ports.wall(),
                    this::tendKeys);
            admins = new Administration(
                            ports,
                            new Facts(
                                    version,
                                    budget.total(),
                                    ports.wall().instant(),
                                    keys,
                                    name,
                                    configuration::inForce,
                                    configuration::asked,
                                    listener),
                            listener,
                            actions,
                            receivers,
                            directory,
                            contacts,
                            links,
                            authority,
                            hub,
                            subscriptions,
                            timers,
                            workers,
                            keyAdmin,
                            audit)
                    .services();
            directory.load();
            hub.load();
            subscriptions.load();
            receivers.listen(new RegistryListener() {
                @Override
                public void came(String name) {
                    subscriptions.receiverCame(name);
                }

                @Override
                public void went(String name) {
                    subscriptions.receiverGone(name);
                }
            });
        } catch (RuntimeException | Error e) {
            audit.close(); // else its thread would go on writing to the log of whoever starts next
            workers.close();
            throw e;
        }
    }

    private static PublicationLimits limits(Settings settings) {
        return PublicationLimits.DEFAULT.withCascades(settings.cascadeBurst(), settings.cascadeRate());
    }

    /** The faces need the book of subscriptions and the book needs them: it gets there through here. */
    private Delivery delivery(
            InstanceRef from, String action, Message.Notify event, long deadline, Scope scope, String receiver) {
        return faces.create(from, action, event, deadline, scope, receiver);
    }

    private void tendKeys() throws IOException {
        keyAdmin.retire();
        if (keys.renewCertificate()) {
            listener.renew();
        }
    }

    private boolean declared(String name) {
        return actions.declared(name) || receivers.declared(name);
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
        return faces.service();
    }

    /** What the trackers of actions feed. */
    public ActionRegistry actions() {
        return actions;
    }

    /** What the trackers of receivers feed. */
    public ReceiverRegistry receivers() {
        return receivers;
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
        ticker = Ticker.start(timers);
        upkeep.start();
        listener.apply(configuration.inForce());
        contacts.start(dialler);
    }

    /** As {@link Configuration#update}. */
    public List<String> update(Settings next) throws IOException {
        return configuration.update(next, now -> {
            listener.apply(now);
            hub.limits(limits(now));
        });
    }

    /** Notes that a configuration was refused, for a reason of one line. */
    void refused(String reason) {
        configuration.refused(reason);
    }

    /** Takes leave of the peers: undoes {@link #open}. What is under way is given a little time. */
    public void leave() {
        listener.close();
        contacts.stop();
        hub.stop();
        subscriptions.stop();
        links.leave(DRAIN_MILLIS);
    }

    /** Lets go of everything; {@link #leave} comes before. */
    @Override
    public void close() {
        upkeep.stop();
        faces.close();
        workers.close();
        if (ticker != null) {
            ticker.close();
        }
        codecs.close();
        audit.note(AuditEvent.of(AuditKind.STOP, Outcome.ALLOWED));
        audit.close();
    }
}
