// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
import coattail.core.internal.admin.HandlerService;
import coattail.core.internal.admin.InstanceFacts;
import coattail.core.internal.admin.InstanceService;
import coattail.core.internal.admin.PeerService;
import coattail.core.internal.admin.SubscriptionService;
import coattail.core.internal.admin.TokenExplainer;
import coattail.core.internal.admin.TokenService;
import coattail.core.internal.authority.Authenticator;
import coattail.core.internal.authority.Gate;
import coattail.core.internal.authority.Grants;
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
import coattail.core.internal.token.KeyRing;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenVerifier;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Ticker;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;
import coattail.core.spi.Store;

/**
 * One instance, put together from its parts; knows no OSGi. {@link #open} makes it reachable, {@link #close} ends it in
 * good order.
 */
public final class CoattailInstance implements AutoCloseable {
    /** Bodies up to one frame. */
    private static final int MAX_MESSAGE = 12_000;

    private static final int MOST_HANDLERS = 512;
    private static final long DRAIN_MILLIS = 4_000;

    private final Ports ports;
    private final InstanceKeys keys;
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
    private final Map<Class<?>, Object> admins;
    /** What is in force, and what was asked for last. */
    private volatile Settings settings;

    private volatile Settings configured;
    private Ticker ticker;

    /**
     * Puts an instance together and reads what is stored. Nothing can reach it yet.
     *
     * @throws coattail.core.internal.identity.IdentityException if keys and database don't belong together, or others
     *     can read the keys
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public CoattailInstance(Settings settings, Ports ports, String version) {
        this.settings = requireNonNull(settings, "settings");
        this.configured = settings;
        this.ports = requireNonNull(ports, "ports");
        var store = ports.store();
        keys = InstanceKeys.open(settings.directory().resolve("keys"), store.owner(), ports.wall(), ports.random());
        store.claim(keys.instanceId());
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

        var grants = new Grants(
                ports.wall(), () -> TimeUnit.MILLISECONDS.toNanos(ports.clock().getAsLong()));
        var ring = new KeyRing(keys.tokenKey());
        var verifier = new TokenVerifier(id, ring);
        var entrance = new Entrance(new Gate(ports.wall()));
        var publisher = new Publisher(id, entrance, this::declared, hub, () -> this.settings.hopLimit());
        var performer =
                new Performer(id, entrance, actions, publisher, workers, timers, () -> this.settings.hopLimit());
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
                new Authenticator(verifier, ring, store.tokens(), grants, ports.wall()),
                grants,
                entrance,
                operations,
                faces,
                hub,
                subscriptions,
                directory,
                links,
                contacts);
        dialler = new Dialler(ports.transport(), keys::tls, context);
        listener = new Listener(ports.transport(), keys::tls, dialler);
        upkeep = new Upkeep(timers, workers, grants, store.tokens(), hub, ports.wall(), this::renewCertificate);
        admins = admins(
                store,
                directory,
                grants,
                new TokenIssuer(id, keys.pin(), ring, store.tokens(), ports.wall(), ports.random()),
                new TokenExplainer(id, verifier, store.tokens(), directory, contacts, ports.wall()),
                new Facts(
                        version,
                        budget.total(),
                        ports.wall().instant(),
                        keys,
                        name,
                        () -> this.settings,
                        () -> this.configured,
                        listener));
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
    }

    private Map<Class<?>, Object> admins(
            Store store,
            Directory directory,
            Grants grants,
            TokenIssuer issuer,
            TokenExplainer explainer,
            InstanceFacts facts) {
        var tokens = new TokenService(issuer, store.tokens(), grants, hub, directory, explainer, facts, ports.wall());
        var peers = new PeerService(
                keys.instanceId(),
                directory,
                contacts,
                links,
                subscriptions,
                tokens,
                timers,
                workers.executor(),
                ports.wall());
        var handlers = new HandlerService(actions, receivers, subscriptions);
        var both = new SubscriptionService(subscriptions, hub);
        return Map.of(
                TokenAdmin.class,
                tokens,
                PeerAdmin.class,
                peers,
                HandlerAdmin.class,
                handlers,
                SubscriptionAdmin.class,
                both,
                InstanceAdmin.class,
                new InstanceService(facts, handlers, peers, both, tokens, store.schema(), listener, ports.wall()));
    }

    private static PublicationLimits limits(Settings settings) {
        return PublicationLimits.DEFAULT.withCascades(settings.cascadeBurst(), settings.cascadeRate());
    }

    /** The faces need the book of subscriptions and the book needs them: it gets there through here. */
    private Delivery delivery(
            InstanceRef from,
            String action,
            Message.Notify event,
            long deadline,
            BooleanSupplier cancelled,
            String receiver) {
        return faces.create(from, action, event, deadline, cancelled, receiver);
    }

    private void renewCertificate() throws IOException {
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
        listener.apply(settings);
        contacts.start(dialler);
    }

    /**
     * Takes a new configuration as a whole. What an instance has for its life (name, directory, streams of one peer)
     * stays as it is.
     *
     * @return the keys whose change takes effect at the next start
     * @throws IOException of one clear line, if the listener's new address can't be bound; the old configuration holds
     *     then
     */
    public synchronized List<String> update(Settings next) throws IOException {
        var later = settings.changedForLater(next);
        var now = next.withLifelong(settings);
        listener.apply(now);
        hub.limits(limits(now));
        settings = now;
        configured = next;
        return later;
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
    }
}
