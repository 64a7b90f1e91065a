// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;

import coattail.api.ActionInfo;
import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.InstanceRef;
import coattail.api.Option;
import coattail.api.Peer;
import coattail.api.Publication;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.convert.Codecs;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CallHead;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.TimerWheel;

/** A peer, asked by a bundle of this instance. Looks the peer up at each call. */
final class RemotePeer implements Peer {
    private final String nameOrId;
    private final Peering peering;
    private final SubscriptionBook subscriptions;
    private final AuditTrail trail;
    private final Cascade cascade;
    private final Codecs codecs;
    private final PendingCalls calls;
    private final TimerWheel timers;

    RemotePeer(
            String nameOrId,
            Peering peering,
            SubscriptionBook subscriptions,
            AuditTrail trail,
            Cascade cascade,
            Codecs codecs,
            PendingCalls calls,
            TimerWheel timers) {
        this.nameOrId = nameOrId;
        this.peering = peering;
        this.subscriptions = subscriptions;
        this.trail = trail;
        this.cascade = cascade;
        this.codecs = codecs;
        this.calls = calls;
        this.timers = timers;
    }

    @Override
    public <T> Call<T> perform(String action, Object input, Class<T> output, Option... options) {
        requireNonNull(action, "action");
        requireNonNull(output, "output");
        return cascade.begin(calls, options, (how, call) -> {
            var name = Requests.checkName("action", action);
            var body = Requests.input(codecs, input, how);
            var codec = codecs.of(output);
            var peer = peering.resolve(nameOrId);
            var trace = call.calling(name, peer.id());
            return open(
                    peer,
                    how,
                    grant -> new Message.Perform(head(grant, name, how, trace), how.publish(), false, body),
                    call,
                    response -> Requests.output(response, how.publish()),
                    Requests.<T>reader(codec),
                    codec.streams());
        });
    }

    @Override
    public Call<Publication> publish(String action, Object data, Option... options) {
        requireNonNull(action, "action");
        return cascade.begin(calls, options, (how, call) -> {
            var name = Requests.checkName("action", action);
            var body = Requests.published(codecs, data);
            var peer = peering.resolve(nameOrId);
            var trace = call.calling(name, peer.id());
            return open(
                    peer,
                    how,
                    grant -> new Message.Publish(head(grant, name, how, trace), body),
                    call,
                    response -> Requests.output(response, true),
                    answered -> answered.publication().orElseThrow(),
                    false);
        });
    }

    private static CallHead head(int grant, String name, CallOptions how, Trace trace) {
        return CallHead.of(grant, name, how.verdicts(), trace).under(how.key());
    }

    @Override
    public Call<List<ActionInfo>> actions() {
        return list(Optional.empty(), ActionInfos::read);
    }

    @Override
    public Call<ActionInfo> action(String name) {
        requireNonNull(name, "name");
        return list(Optional.of(name), body -> ActionInfos.readOne(body, name));
    }

    private <T> Call<T> list(Optional<String> name, Function<Body, T> read) {
        return cascade.begin(calls, new Option[0], (how, call) -> {
            name.ifPresent(text -> Requests.checkName("action", text));
            return open(
                    peering.resolve(nameOrId),
                    how,
                    grant -> new Message.ListActions(grant, name, 0),
                    call,
                    response -> Output.of(response.body()),
                    answered -> read.apply(answered.body()),
                    false);
        });
    }

    @Override
    public Call<Void> subscribe(String action, String receiver, Option... options) {
        requireNonNull(action, "action");
        requireNonNull(receiver, "receiver");
        return cascade.begin(calls, options, (how, call) -> {
            Requests.checkName("action", action);
            Requests.checkName("receiver", receiver);
            String peer = peering.resolve(nameOrId).id();
            var stage = subscriptions.subscribe(peer, action, receiver, how.overflow());
            var event = about(AuditKind.SUBSCRIBE, peer, action, receiver).with("policy", how.overflow());
            return follow(stage, event, call);
        });
    }

    @Override
    public Call<Void> unsubscribe(String action, String receiver) {
        requireNonNull(action, "action");
        requireNonNull(receiver, "receiver");
        return cascade.begin(calls, new Option[0], (how, call) -> {
            Requests.checkName("action", action);
            Requests.checkName("receiver", receiver);
            String peer = peering.resolve(nameOrId).id();
            var stage = subscriptions.unsubscribe(peer, action, receiver);
            return follow(stage, about(AuditKind.UNSUBSCRIBE, peer, action, receiver), call);
        });
    }

    private static AuditEvent about(AuditKind kind, String peer, String action, String receiver) {
        return AuditEvent.ofCaller(kind).peer(peer).with("action", action).with("receiver", receiver);
    }

    private Running follow(CompletionStage<Void> stage, AuditEvent event, PendingCall<Void> call) {
        stage.whenComplete((nothing, thrown) -> {
            var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            trail.note(cause == null ? event : event.as(Outcome.FAILED).because(String.valueOf(cause.getMessage())));
            if (cause == null) {
                call.complete(Output.of(Body.NONE), output -> null);
            } else if (cause instanceof CoattailException exception) {
                call.fail(exception);
            } else {
                call.fail(Failures.internal("a subscription", cause));
            }
        });
        return Running.OVER;
    }

    private <T> Running open(
            InstanceRef peer,
            CallOptions how,
            IntFunction<Message.Request> request,
            PendingCall<T> call,
            Function<Message.Response, Output> read,
            Function<Output, T> convert,
            boolean streams) {
        long due = cascade.due(timers.now(), how.millis());
        boolean repeatable = how.key().isPresent();
        return peering.ask(peer, request, due, repeatable, new SessionEvents.ResponseListener() {
            @Override
            public void answered(Message answer) {
                var response = (Message.Response) answer;
                var body = response.body();
                if (!streams && body.rest() instanceof ArrivingRest rest) {
                    rest.gather(
                            body,
                            whole -> call.complete(read.apply(response.with(whole)), output -> {
                                try {
                                    return convert.apply(output);
                                } finally {
                                    rest.release();
                                }
                            }),
                            call::fail);
                } else {
                    call.complete(read.apply(response), convert);
                }
            }

            @Override
            public void failed(Failure failure) {
                call.fail(failure);
            }
        });
    }
}
