// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.core.admin.ActionStatus;
import coattail.core.admin.KeyStatus;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.ReceiverStatus;
import coattail.core.admin.SessionStatus;
import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.admin.TokenStatus;
import coattail.core.admin.ValidationStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Candidates;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.run.Services;

/** What there is to be named: proposals for completion. */
final class Known {
    private static final Logger LOG = LoggerFactory.getLogger(Known.class);
    /** Longer nobody wants to wait for a proposal. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final Services services;

    Known(Services services) {
        this.services = services;
    }

    /** The peer that a command is about. */
    Parameter<String> peer() {
        return argument("PEER", "its name, its id or a unique prefix of that").completed(peers());
    }

    /** The token that a command is about. */
    Parameter<String> token(TokenStatus.State... states) {
        return argument("ID", "the token's id or a unique prefix of it")
                .dashes()
                .completed(tokens(states));
    }

    /** The validation token that a command is about. */
    Parameter<String> validation(ValidationStatus.State... states) {
        return argument("ID", "its id, a unique prefix of that, or the peer whose only one it is")
                .dashes()
                .completed(validations("", states));
    }

    /**
     * What may be among the bearers of a token, separated by commas: proposes validation tokens that hold as the last.
     */
    Candidates bearers() {
        return (typed, before) -> {
            var done = typed.substring(0, typed.lastIndexOf(',') + 1);
            return validations(done + "vt://", ValidationStatus.State.VALID, ValidationStatus.State.NOT_YET_VALID)
                    .propose(typed, before);
        };
    }

    private Candidates validations(String lead, ValidationStatus.State... states) {
        var wanted = List.of(states);
        return (typed, before) -> proposals(() -> services.validations().list().stream()
                .filter(token -> wanted.isEmpty() || wanted.contains(token.state()))
                .map(token -> lead + token.id()));
    }

    /** Keys that signed tokens before and still verify. */
    Candidates keys() {
        return (typed, before) -> proposals(() -> services.keys().list().stream()
                .filter(key -> key.use() == KeyStatus.Use.VERIFYING)
                .map(KeyStatus::id));
    }

    /** Peers by name; by id once that is begun. */
    Candidates peers() {
        return (typed, before) -> proposals(() ->
                services.peers().list().stream().map(typed.startsWith("ct:") ? PeerStatus::id : PeerStatus::name));
    }

    /** Names that can be performed or published under: here, or at the peer that was named before. */
    Candidates actions(Parameter<String> peer) {
        return (typed, before) -> before.find(peer)
                .map(this::actionsAt)
                .orElseGet(() -> proposals(() -> services.handlers().actions().stream()
                        .filter(ActionStatus::offered)
                        .map(ActionStatus::name)));
    }

    /** Names of actions here, whether they are offered at the moment or not. */
    Candidates names() {
        return (typed, before) ->
                proposals(() -> services.handlers().actions().stream().map(ActionStatus::name));
    }

    Candidates receivers() {
        return (typed, before) -> proposals(() -> services.handlers().receivers().stream()
                .filter(ReceiverStatus::offered)
                .map(ReceiverStatus::name));
    }

    /** Actions that this instance is subscribed to, at the peer that was named before or at any. */
    Candidates subscribed(Parameter<String> peer) {
        return (typed, before) -> proposals(() -> subscriptions(before, peer).map(SubscriptionStatus::action));
    }

    /** Receivers that are subscribed to something. */
    Candidates subscribing(Parameter<String> peer, Parameter<String> action) {
        return (typed, before) -> proposals(() -> subscriptions(before, peer)
                .filter(subscription ->
                        before.find(action).map(subscription.action()::equals).orElse(true))
                .map(SubscriptionStatus::receiver));
    }

    /** Subscriptions of peers here. */
    Candidates subscribers() {
        return (typed, before) ->
                proposals(() -> services.subscriptions().subscribers().stream().map(SubscriberStatus::id));
    }

    /** Live connections. */
    Candidates sessions() {
        return (typed, before) ->
                proposals(() -> services.sessions().list().stream().map(SessionStatus::id));
    }

    /** The newest cascades. */
    Candidates traces() {
        return (typed, before) -> proposals(() -> services.cascades().recent().stream());
    }

    /** Kinds of audit records, and the nouns that several of them begin with. */
    Candidates auditKinds() {
        return (typed, before) -> proposals(() -> services.audit().kinds().stream()
                .flatMap(kind -> Stream.of(kind.substring(0, kind.indexOf('.')), kind)));
    }

    private Candidates tokens(TokenStatus.State... states) {
        var wanted = List.of(states);
        return (typed, before) -> proposals(() -> services.tokens().list().stream()
                .filter(token -> wanted.isEmpty() || wanted.contains(token.state()))
                .map(TokenStatus::id));
    }

    /** Names of actions here, separated by commas: proposes the last. */
    Candidates actionNames() {
        return (typed, before) -> {
            var done = typed.substring(0, typed.lastIndexOf(',') + 1);
            var named = List.of(done.split(","));
            var all = done.isEmpty() ? Stream.of("*") : Stream.<String>empty();
            return proposals(() -> Stream.concat(
                            all, services.handlers().actions().stream().map(ActionStatus::name))
                    .filter(name -> !named.contains(name))
                    .map(done::concat));
        };
    }

    private Stream<SubscriptionStatus> subscriptions(Arguments before, Parameter<String> peer) {
        return services.subscriptions().subscriptions().stream().filter(subscription -> before.find(peer)
                .map(name -> name.equals(subscription.publisher().name())
                        || subscription.publisher().id().startsWith(name))
                .orElse(true));
    }

    private List<String> actionsAt(String peer) {
        return proposals(() -> {
            try {
                return services
                        .coattail()
                        .peer(peer)
                        .actions()
                        .result()
                        .toCompletableFuture()
                        .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .stream()
                        .map(ActionInfo::name);
            } catch (ExecutionException | TimeoutException unreachable) {
                LOG.debug("No proposals from {}", peer, unreachable);
                return Stream.empty();
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
                return Stream.empty();
            }
        });
    }

    private static List<String> proposals(Supplier<Stream<String>> source) {
        try {
            return source.get().distinct().toList();
        } catch (CoattailException unavailable) {
            LOG.debug("No proposals", unavailable);
            return List.of();
        }
    }
}
