// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.admin.ActionStatus;
import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.InstanceStatus;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.Permissions;
import coattail.core.admin.ReceiverStatus;
import coattail.core.admin.SchemaStatus;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
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
    final FakePeers peers = new FakePeers(this);
    final FakeTokens tokens = new FakeTokens(this);
    final FakeKeys keys = new FakeKeys();
    int pending = 1;
    boolean empty;
    boolean listening = true;
    final FakeCascades cascades = new FakeCascades(this);
    final FakeAudit audit = new FakeAudit();
    final FakeAuthority authority = new FakeAuthority();

    static Permissions permissions() {
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
        return peers;
    }

    @Override
    public SubscriptionAdmin subscriptions() {
        return new FakeSubscriptions(this);
    }

    @Override
    public CascadeAdmin cascades() {
        return cascades;
    }

    @Override
    public SessionAdmin sessions() {
        return new FakeSessions(this);
    }

    @Override
    public TokenAdmin tokens() {
        return tokens;
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
}
