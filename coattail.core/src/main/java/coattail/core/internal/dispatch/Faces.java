// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.Instance;
import coattail.api.InstanceRef;
import coattail.api.Invocation;
import coattail.api.Peer;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.convert.Codecs;
import coattail.core.internal.registry.ActionEntry;
import coattail.core.internal.subscribe.DeliveryContexts;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.Scope;
import coattail.core.internal.work.TimerWheel;

/** Makes what bundles call through: for a new cascade, or for one that a handler continues. */
public final class Faces implements Performer.Invocations, DeliveryContexts {
    private final Caller self;
    private final Operations operations;
    private final Peering peering;
    private final SubscriptionBook subscriptions;
    private final AuditTrail trail;
    private final Codecs codecs;
    private final PendingCalls calls;
    private final TimerWheel timers;
    private final InstantSource wall;

    /**
     * @param self this instance, with the rights of its own bundles
     * @param trail is told what this instance subscribes to
     */
    public Faces(
            Caller self,
            Operations operations,
            Peering peering,
            SubscriptionBook subscriptions,
            AuditTrail trail,
            Codecs codecs,
            Executor workers,
            TimerWheel timers,
            InstantSource wall,
            Chronicle chronicle) {
        this.self = requireNonNull(self, "self");
        this.operations = requireNonNull(operations, "operations");
        this.peering = requireNonNull(peering, "peering");
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.trail = requireNonNull(trail, "trail");
        this.codecs = requireNonNull(codecs, "codecs");
        this.calls = new PendingCalls(requireNonNull(workers, "workers"), requireNonNull(chronicle, "chronicle"));
        this.timers = requireNonNull(timers, "timers");
        this.wall = requireNonNull(wall, "wall");
    }

    /** The service, with which each call begins a new cascade. */
    public Coattail service() {
        return coattail(Cascade.NEW);
    }

    @Override
    public Invocation create(Caller caller, ActionEntry action, Trace trace, long deadline, Scope scope) {
        var cascade = new Cascade(trace, deadline, scope, Optional.of(action.name()));
        return new HandlerContext.OfAction(
                coattail(cascade),
                wall.instant().plusMillis(deadline - timers.now()),
                scope::cancelled,
                action.name(),
                caller.who());
    }

    @Override
    public Delivery create(
            InstanceRef publisher, String action, Message.Notify event, long deadline, Scope scope, String receiver) {
        // A publisher that left its own step out must not thereby get round the loop check.
        long step = Path.step(publisher.id(), action);
        var path = event.trace().path();
        var trace = path.endsWith(step) || path.length() == Path.MOST
                ? event.trace()
                : new Trace(path.append(step), event.trace().parent());
        return new HandlerContext.OfReceiver(
                coattail(new Cascade(trace, deadline, scope, Optional.empty())),
                wall.instant().plusMillis(deadline - timers.now()),
                () -> scope.cancelled() || timers.now() >= deadline,
                receiver,
                publisher,
                action,
                event);
    }

    /** Ends the calls that are under way, and lets none begin any more. */
    public void close() {
        calls.close();
    }

    private Coattail coattail(Cascade cascade) {
        var local = new LocalInstance(self, operations, this, cascade, codecs, calls, timers);
        return new Coattail() {
            @Override
            public Instance local() {
                return local;
            }

            @Override
            public Peer peer(String nameOrId) {
                requireNonNull(nameOrId, "nameOrId");
                return new RemotePeer(nameOrId, peering, subscriptions, trail, cascade, codecs, calls, timers);
            }
        };
    }
}
