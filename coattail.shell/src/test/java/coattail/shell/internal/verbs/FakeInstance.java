// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.api.Outcome;
import coattail.api.Overflow;
import coattail.core.admin.ActionStatus;
import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.InstanceStatus;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.NewToken;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.Permissions;
import coattail.core.admin.ReceiverStatus;
import coattail.core.admin.SchemaStatus;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenIssuerStatus;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.TokenStatus;
import coattail.core.admin.ValidationAdmin;
import coattail.shell.internal.run.Services;

/** An instance as commands see it, with one of each thing; it writes down what it is asked to change. */
public final class FakeInstance implements Services, InstanceAdmin, HandlerAdmin {
    static final Instant NOW = Instant.parse("2026-05-04T10:30:00Z");
    static final InstanceRef PLANT = new InstanceRef("ct:UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4", "plant");
    static final String TOKEN_ID = "-k3tQ0mY7wS1uV9xB2nL4g";
    static final String TOKEN_TEXT = "eyJhbGciOiJFZERTQSJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl";

    /** What was asked for, in words. */
    final List<String> asked = new ArrayList<>();

    final FakeCoattail coattail = new FakeCoattail(asked);
    final FakeValidations validations = new FakeValidations();
    final FakeKeys keys = new FakeKeys();
    final List<PeerStatus> known = new ArrayList<>(List.of(peer(PeerStatus.State.CONNECTED, "")));
    final Queue<Duration> pongs = new ArrayDeque<>();
    TokenRequest requested;
    int pending = 1;
    boolean empty;
    boolean listening = true;
    final FakeAudit audit = new FakeAudit();
    final FakeAuthority authority = new FakeAuthority();
    TokenExplanation explanation = explanation(true, false);

    private static Permissions permissions() {
        return new Permissions(
                List.of("greet", "echo"),
                List.of(),
                List.of("*"),
                false,
                false,
                Permissions.Limits.DEFAULT,
                NOW.minusSeconds(60),
                Optional.of(NOW.plus(Duration.ofDays(90))));
    }

    private static PeerStatus peer(String name) {
        return peer(name, PeerStatus.State.CONNECTED, "");
    }

    static PeerStatus peer(PeerStatus.State state, String reason) {
        return peer(PLANT.name(), state, reason);
    }

    private static PeerStatus peer(String name, PeerStatus.State state, String reason) {
        return new PeerStatus(
                PLANT.id(),
                name,
                state,
                reason,
                "plant.example:49365",
                state == PeerStatus.State.CONNECTED ? "out" : "",
                Optional.of(permissions()),
                List.of(TOKEN_ID),
                NOW.minus(Duration.ofDays(3)),
                Optional.of(NOW));
    }

    /** How the token stands that is listed and shown. */
    TokenStatus.State standing = TokenStatus.State.VALID;

    static TokenExplanation explanation(boolean here, boolean held, String... obstacles) {
        return new TokenExplanation(
                issued(TokenStatus.State.VALID),
                here ? "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU" : PLANT.id(),
                here ? Optional.empty() : Optional.of("plant"),
                here,
                held,
                List.of(obstacles));
    }

    static TokenStatus issued(TokenStatus.State state) {
        return new TokenStatus(
                TOKEN_ID,
                state,
                PLANT.id(),
                Optional.of(PLANT.id()),
                Optional.of("plant"),
                List.of("ipv4://192.168.0.0/24"),
                "here.example:49365",
                permissions(),
                NOW.minusSeconds(60),
                Optional.of(NOW),
                1);
    }

    @Override
    public Coattail coattail() {
        return coattail;
    }

    @Override
    public InstanceAdmin instance() {
        return this;
    }

    @Override
    public HandlerAdmin handlers() {
        return this;
    }

    @Override
    public PeerAdmin peers() {
        return new Peers();
    }

    @Override
    public SubscriptionAdmin subscriptions() {
        return new Subscriptions();
    }

    @Override
    public SessionAdmin sessions() {
        return new FakeSessions(this);
    }

    @Override
    public TokenAdmin tokens() {
        return new Tokens();
    }

    @Override
    public KeyAdmin keys() {
        return keys;
    }

    @Override
    public ValidationAdmin validations() {
        return validations;
    }

    @Override
    public AuthorityAdmin authority() {
        return authority;
    }

    @Override
    public AuditAdmin audit() {
        audit.empty = empty;
        return audit;
    }

    @Override
    public InstanceStatus status() {
        return new InstanceStatus(
                "0.1.0",
                "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU",
                "gate",
                "sha256/abc",
                "/srv/gate",
                listening,
                listening ? "0.0.0.0:49365" : "",
                "gate.example:49365",
                NOW,
                Duration.ofMinutes(192),
                3,
                2,
                1,
                1,
                1,
                1,
                1,
                "Derby 10.14",
                64L << 20,
                List.of("the token held from plant ends in 13 days; renew it"));
    }

    @Override
    public SchemaStatus schema() {
        return new SchemaStatus("Derby 10.14", 3 - pending, 3, pending);
    }

    @Override
    public SchemaStatus migrate() {
        asked.add("migrate");
        pending = 0;
        return schema();
    }

    @Override
    public List<ActionStatus> actions() {
        return empty
                ? List.of()
                : List.of(
                        new ActionStatus(
                                "greet",
                                "Greets a guest by name",
                                "Guest",
                                "Greeting",
                                "coattail.sample-actions 0.1.0",
                                true,
                                true,
                                "",
                                0,
                                64),
                        new ActionStatus(
                                "remembered", "", "", "", "coattail.sample-actions 0.1.0", false, true, "", 0, 64),
                        new ActionStatus(
                                "greet",
                                "An older one",
                                "Guest",
                                "Greeting",
                                "old 1.0",
                                true,
                                false,
                                "shadowed by coattail.sample-actions 0.1.0",
                                0,
                                64));
    }

    @Override
    public List<ReceiverStatus> receivers() {
        return empty
                ? List.of()
                : List.of(
                        new ReceiverStatus(
                                "remember",
                                "Keeps what comes",
                                "any",
                                List.of("remembered"),
                                "coattail.sample-actions 0.1.0",
                                true,
                                "",
                                1),
                        new ReceiverStatus("broken", "", "", List.of(), "old 1.0", false, "its type can't be told", 0));
    }

    @Override
    public Optional<String> schema(String receiver) {
        return receiver.equals("remember") ? Optional.of("{\"type\":\"object\"}") : Optional.empty();
    }

    @Override
    public List<ConfigurationEntry> configuration() {
        return List.of(
                new ConfigurationEntry("coattail.instance", "name", "gate", Optional.of("gateway")),
                new ConfigurationEntry("coattail.listener", "bind", "", Optional.empty()),
                new ConfigurationEntry("coattail.listener", "port", "49365", Optional.empty()));
    }

    @Override
    public InstanceStatus startListening() {
        if (listening) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "it listens already, on 0.0.0.0:49365");
        }
        listening = true;
        return status();
    }

    @Override
    public InstanceStatus stopListening() {
        listening = false;
        return status();
    }

    private final class Peers implements PeerAdmin {
        @Override
        public CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host) {
            asked.add("add " + token + " " + name.orElse("-") + " " + host.orElse("-"));
            return token.equals(TOKEN_TEXT)
                    ? CompletableFuture.completedFuture(known.get(0))
                    : CompletableFuture.failedFuture(
                            new CoattailException(ErrorCode.AUTH_FAILED, "this isn't a token: " + token));
        }

        @Override
        public List<PeerStatus> list() {
            return empty ? List.of() : known;
        }

        @Override
        public PeerStatus show(String peer) {
            return known.stream()
                    .filter(status -> status.name().equals(peer) || status.id().startsWith(peer))
                    .findFirst()
                    .orElseThrow(() -> new CoattailException(ErrorCode.NOT_CONNECTED, "there is no peer " + peer));
        }

        @Override
        public PeerStatus rename(String peer, String name) {
            asked.add("rename " + peer + " " + name);
            known.set(0, peer(name));
            return known.get(0);
        }

        @Override
        public CompletionStage<Duration> ping(String peer, Duration timeout) {
            asked.add("ping " + peer + " " + timeout);
            return pongs.isEmpty()
                    ? CompletableFuture.failedFuture(new CoattailException(ErrorCode.DEADLINE, "no answer came"))
                    : CompletableFuture.completedFuture(pongs.remove());
        }

        @Override
        public PeerRemoved remove(String peer, boolean revokeIssued, boolean force) {
            asked.add((force ? "force out " : "remove ") + peer + (revokeIssued ? " and its tokens" : ""));
            var issued = List.of(TOKEN_ID);
            return new PeerRemoved(
                    peer, "plant", 1, !force, revokeIssued ? issued : List.of(), revokeIssued ? List.of() : issued);
        }
    }

    private final class Subscriptions implements SubscriptionAdmin {
        @Override
        public List<SubscriptionStatus> subscriptions() {
            return empty
                    ? List.of()
                    : List.of(new SubscriptionStatus(
                            "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                            PLANT,
                            "greet",
                            "remember",
                            Overflow.DROP_OLDEST,
                            SubscriptionStatus.State.ATTACHED,
                            "",
                            7,
                            6,
                            1,
                            true,
                            NOW));
        }

        @Override
        public SubscriberStatus subscriber(String subscription) {
            return subscribers().stream()
                    .filter(one -> one.id().startsWith(subscription))
                    .findFirst()
                    .orElseThrow(() -> new CoattailException(
                            ErrorCode.NO_SUCH_SUBSCRIPTION, "nobody has a subscription " + subscription));
        }

        @Override
        public SubscriberStatus revoke(String subscription) {
            asked.add("revoke subscription " + subscription);
            return subscriber(subscription);
        }

        @Override
        public List<SubscriberStatus> subscribers() {
            return empty
                    ? List.of()
                    : List.of(new SubscriberStatus(
                            "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                            PLANT,
                            "greet",
                            "welcome",
                            Overflow.LATEST,
                            64,
                            true,
                            2,
                            9,
                            3,
                            Optional.of(Outcome.PROCESSED),
                            TOKEN_ID,
                            NOW));
        }
    }

    private final class Tokens implements TokenAdmin {
        @Override
        public NewToken issue(TokenRequest request) {
            requested = request;
            return new NewToken(issued(TokenStatus.State.VALID), TOKEN_TEXT);
        }

        @Override
        public TokenIssuerStatus issuer() {
            return new TokenIssuerStatus(
                    "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU",
                    "gate",
                    "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w",
                    "sha256/abc",
                    "gate.example:49365",
                    "UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4");
        }

        @Override
        public TokenExplanation explain(String token) {
            if (!token.equals(TOKEN_TEXT)) {
                throw new CoattailException(ErrorCode.BAD_INPUT, "this isn't a token: " + token);
            }
            return explanation;
        }

        @Override
        public TokenStatus revoke(String token) {
            asked.add("revoke " + token);
            return issued(TokenStatus.State.REVOKED);
        }

        @Override
        public List<TokenStatus> list() {
            return empty ? List.of() : List.of(issued(standing));
        }

        @Override
        public TokenStatus show(String token) {
            if (!TOKEN_ID.startsWith(token)) {
                throw new CoattailException(ErrorCode.BAD_INPUT, "there is no token " + token);
            }
            return issued(standing);
        }
    }
}
