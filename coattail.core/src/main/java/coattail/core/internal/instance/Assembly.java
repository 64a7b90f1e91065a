// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.function.Supplier;

import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.core.internal.admin.EndingTokens;
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
import coattail.core.internal.dispatch.Reception;
import coattail.core.internal.dispatch.Repeats;
import coattail.core.internal.dispatch.Tracer;
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
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Scope;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/**
 * The parts of an instance that serve its bundles and its peers, joined to each other. Has no thread: somebody turns
 * {@link #timers}.
 */
public final class Assembly {
    private final Ground ground;
    private final TimerWheel timers;
    private final Codecs codecs = new Codecs();
    private final ActionRegistry actions;
    private final ReceiverRegistry receivers;
    private final Directory directory;
    private final Hub hub;
    private final Links links;
    private final Contacts contacts;
    private final Authority authority;
    private final SubscriptionBook subscriptions;
    private final Faces faces;
    private final Chronicle chronicle;
    private final Dialler dialler;
    private final Upkeep upkeep;

    /**
     * @param settings those in force
     * @param renewal renews the certificate where it is time to, and drops keys that have served
     */
    public Assembly(Ground ground, Supplier<Settings> settings, Upkeep.Task renewal) {
        this.ground = ground;
        var self = ground.self();
        var store = ground.store();
        var wall = ground.wall();
        var random = ground.random();
        var workers = ground.workers();
        timers = new TimerWheel(ground.clock());
        actions = new ActionRegistry(timers);
        receivers = new ReceiverRegistry(timers);
        chronicle = new Chronicle(random, wall, ground.clock());
        directory = new Directory(store.peers(), wall);
        hub = new Hub(
                store.subscribers(),
                timers,
                wall,
                random,
                limits(settings.get()),
                ground.budget(),
                workers.executor(),
                directory::ref);
        links = new Links(self.id(), timers::now);
        contacts = new Contacts(directory, links, timers, random, wall);
        authority = Authority.of(ground);
        var entrance = new Entrance(new Gate(wall), ground.audit());
        var reception =
                new Reception(self.id(), entrance, new Repeats(ground.budget(), timers), chronicle, () -> settings.get()
                        .hopLimit());
        var publisher = new Publisher(self.id(), entrance, reception, this::declared, hub, chronicle);
        var performer = new Performer(self.id(), entrance, reception, actions, publisher, workers, timers);
        var operations = new Operations(
                performer, publisher, new Lister(entrance, actions, receivers), new Tracer(entrance, chronicle));
        subscriptions = new SubscriptionBook(
                store.subscriptions(),
                new RegisteredReceivers(receivers),
                this::delivery,
                timers,
                wall,
                random,
                workers.executor(),
                workers::execute,
                ground.budget(),
                directory::ref,
                chronicle);
        faces = new Faces(
                new Caller(Principal.LOCAL, self),
                operations,
                contacts,
                subscriptions,
                ground.audit(),
                codecs,
                workers.executor(),
                timers,
                wall,
                chronicle);
        var context = new LinkContext(
                new SessionConfig(
                        ground.signer(),
                        new Id16(random.nextLong(), random.nextLong()),
                        settings.get().maxMessage(),
                        settings.get().maxStreams(),
                        ground.agent(),
                        random),
                workers,
                ground.budget(),
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
                ground.audit());
        dialler = new Dialler(ground.transport(), ground.tls(), context);
        upkeep = new Upkeep(
                timers,
                workers,
                authority.grants(),
                authority.bearers(),
                store.tokens(),
                hub,
                new EndingTokens(directory, wall),
                wall,
                renewal);
    }

    static PublicationLimits limits(Settings settings) {
        return PublicationLimits.DEFAULT.withCascades(settings.cascadeBurst(), settings.cascadeRate());
    }

    /** The faces need the book of subscriptions and the book needs them: it gets there through here. */
    private Delivery delivery(
            InstanceRef from, String action, Message.Notify event, long deadline, Scope scope, String receiver) {
        return faces.create(from, action, event, deadline, scope, receiver);
    }

    private boolean declared(String name) {
        return actions.declared(name) || receivers.declared(name);
    }

    /**
     * Reads what is stored. Blocks.
     *
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public void load() {
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

    /** Begins to look after what time brings about. Comes before {@link #dial}. */
    public void start() {
        upkeep.start();
    }

    /** Begins to dial the known peers. */
    public void dial() {
        contacts.start(dialler);
    }

    /** Begins to take leave of the peers, and dials nobody any more. */
    public void leave() {
        contacts.stop();
        hub.stop();
        subscriptions.stop();
        links.leave();
    }

    /** Ends what is under way; {@link #leave} comes before. The timers must turn until this returns. */
    public void close() {
        upkeep.stop();
        faces.close();
        chronicle.close();
        ground.workers().close();
    }

    /** The service through which bundles call. */
    public Coattail coattail() {
        return faces.service();
    }

    public TimerWheel timers() {
        return timers;
    }

    Workers workers() {
        return ground.workers();
    }

    Codecs codecs() {
        return codecs;
    }

    /** What the trackers of actions feed. */
    public ActionRegistry actions() {
        return actions;
    }

    /** What the trackers of receivers feed. */
    public ReceiverRegistry receivers() {
        return receivers;
    }

    public Directory directory() {
        return directory;
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    public Hub hub() {
        return hub;
    }

    public Links links() {
        return links;
    }

    public Contacts contacts() {
        return contacts;
    }

    Authority authority() {
        return authority;
    }

    public Grants grants() {
        return authority.grants();
    }

    public SubscriptionBook subscriptions() {
        return subscriptions;
    }

    public Dialler dialler() {
        return dialler;
    }
}
