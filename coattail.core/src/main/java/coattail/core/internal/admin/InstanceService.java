// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.ActionStatus;
import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.InstanceStatus;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.ReceiverStatus;
import coattail.core.admin.SchemaStatus;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenStatus;
import coattail.core.spi.Schema;

/** This instance as a whole. */
public final class InstanceService implements InstanceAdmin {
    private final InstanceFacts facts;
    private final HandlerAdmin handlers;
    private final PeerAdmin peers;
    private final SubscriptionAdmin subscriptions;
    private final TokenService tokens;
    private final Schema schema;
    private final ListenerSwitch listener;
    private final Supplier<String> auditTrouble;
    private final EndingTokens endingTokens;
    private final InstantSource clock;

    /** @param auditTrouble why nothing can be put on record now; empty if all is well */
    public InstanceService(
            InstanceFacts facts,
            HandlerAdmin handlers,
            PeerAdmin peers,
            SubscriptionAdmin subscriptions,
            TokenService tokens,
            Schema schema,
            ListenerSwitch listener,
            Supplier<String> auditTrouble,
            EndingTokens endingTokens,
            InstantSource clock) {
        this.facts = requireNonNull(facts, "facts");
        this.handlers = requireNonNull(handlers, "handlers");
        this.peers = requireNonNull(peers, "peers");
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.tokens = requireNonNull(tokens, "tokens");
        this.schema = requireNonNull(schema, "schema");
        this.listener = requireNonNull(listener, "listener");
        this.auditTrouble = requireNonNull(auditTrouble, "auditTrouble");
        this.endingTokens = requireNonNull(endingTokens, "endingTokens");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public InstanceStatus status() {
        return Translated.of(() -> {
            var known = peers.list();
            var issued = tokens.list();
            var bound = facts.bound();
            return new InstanceStatus(
                    facts.version(),
                    facts.id(),
                    facts.name(),
                    facts.fingerprint(),
                    facts.directory(),
                    bound.isPresent(),
                    bound.map(Address::toString).orElse(""),
                    facts.advertised().toString(),
                    facts.started(),
                    Duration.between(facts.started(), clock.instant()),
                    (int) handlers.actions().stream()
                            .filter(ActionStatus::offered)
                            .count(),
                    (int) handlers.receivers().stream()
                            .filter(ReceiverStatus::offered)
                            .count(),
                    known.size(),
                    (int) known.stream()
                            .filter(peer -> peer.state() == PeerStatus.State.CONNECTED)
                            .count(),
                    subscriptions.subscriptions().size(),
                    subscriptions.subscribers().size(),
                    (int) issued.stream()
                            .filter(token -> token.state() == TokenStatus.State.VALID)
                            .count(),
                    schema.state().database(),
                    facts.memoryLimit(),
                    warnings(known, issued));
        });
    }

    private List<String> warnings(List<PeerStatus> known, List<TokenStatus> issued) {
        var warnings = new ArrayList<String>();
        if (listener.paused()) {
            warnings.add("no peer can connect, since the listener was stopped by hand; 'coattail:service-start' in the "
                    + "console starts it");
        }
        var trouble = auditTrouble.get();
        if (!trouble.isEmpty()) {
            warnings.add(trouble + "; nobody's authority can be changed until it can");
        }
        for (var peer : known) {
            if (peer.state() == PeerStatus.State.REFUSED) {
                warnings.add("peer '" + peer.name() + "' refuses the token held from it: " + peer.reason());
            } else if (peer.state() == PeerStatus.State.CONNECTED
                    && !peer.reason().isEmpty()) {
                warnings.add("peer '" + peer.name() + "': " + peer.reason());
            }
        }
        issued.stream()
                .filter(token -> token.state() == TokenStatus.State.UNREADABLE)
                .forEach(token -> warnings.add(AuthorityWords.unreadable(token.id())));
        warnings.addAll(endingTokens.lines());
        return warnings;
    }

    @Override
    public List<ConfigurationEntry> configuration() {
        return facts.configuration();
    }

    @Override
    public InstanceStatus startListening() {
        return Translated.of(() -> {
            try {
                listener.resume();
            } catch (IOException e) {
                throw new CoattailException(ErrorCode.UNAVAILABLE, e.getMessage(), null, e);
            }
            return status();
        });
    }

    @Override
    public InstanceStatus stopListening() {
        return Translated.of(() -> {
            listener.pause();
            return status();
        });
    }

    @Override
    public SchemaStatus schema() {
        return Translated.of(() -> status(schema.state()));
    }

    @Override
    public SchemaStatus migrate() {
        return Translated.of(() -> status(schema.migrate()));
    }

    private static SchemaStatus status(Schema.State state) {
        return new SchemaStatus(state.database(), state.current(), state.newest(), state.pending());
    }
}
