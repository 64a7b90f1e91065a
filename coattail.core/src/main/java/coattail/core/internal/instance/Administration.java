// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Map.entry;

import java.util.Map;

import coattail.api.InstanceRef;
import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.ValidationAdmin;
import coattail.core.internal.admin.AuditService;
import coattail.core.internal.admin.AuditedInstance;
import coattail.core.internal.admin.AuditedKeys;
import coattail.core.internal.admin.AuditedPeers;
import coattail.core.internal.admin.AuditedSessions;
import coattail.core.internal.admin.AuditedSubscriptions;
import coattail.core.internal.admin.AuditedTokens;
import coattail.core.internal.admin.AuditedValidations;
import coattail.core.internal.admin.AuthorityService;
import coattail.core.internal.admin.CascadeService;
import coattail.core.internal.admin.Changes;
import coattail.core.internal.admin.EndingTokens;
import coattail.core.internal.admin.HandlerService;
import coattail.core.internal.admin.InstanceService;
import coattail.core.internal.admin.KeyService;
import coattail.core.internal.admin.PeerService;
import coattail.core.internal.admin.Revocations;
import coattail.core.internal.admin.SessionService;
import coattail.core.internal.admin.SubscriptionService;
import coattail.core.internal.admin.TokenExplainer;
import coattail.core.internal.admin.TokenService;
import coattail.core.internal.admin.ValidationBook;
import coattail.core.internal.admin.ValidationService;
import coattail.core.internal.audit.AuditLog;

/** The parts of an instance that operators reach into, and the services through which they do. */
record Administration(
        Ports ports, Facts facts, Listener listener, Assembly parts, Issuers issuers, KeyService keys, AuditLog audit) {

    /** Each service by the interface under which it is registered. What changes authority passes {@link Changes}. */
    Map<Class<?>, Object> services() {
        var store = ports.store();
        var authority = parts.authority();
        var validations = new ValidationBook(store.validationTokens(), parts.directory(), ports.wall());
        var tokens = tokens(validations);
        var directory = parts.directory();
        var peers = new PeerService(
                facts.id(),
                directory,
                parts.contacts(),
                parts.links(),
                parts.subscriptions(),
                tokens,
                new Revocations(audit),
                parts.timers(),
                parts.workers().executor(),
                ports.wall());
        var handlers = new HandlerService(parts.actions(), parts.receivers(), parts.subscriptions());
        var both = new SubscriptionService(parts.subscriptions(), parts.hub());
        var instance = new InstanceService(
                facts,
                handlers,
                peers,
                both,
                tokens,
                store.schema(),
                listener,
                audit::trouble,
                new EndingTokens(directory, ports.wall()),
                ports.wall());
        var changes = new Changes(audit);
        return Map.ofEntries(
                entry(TokenAdmin.class, new AuditedTokens(tokens, changes)),
                entry(ValidationAdmin.class, new AuditedValidations(validations(validations), changes)),
                entry(KeyAdmin.class, new AuditedKeys(keys, changes)),
                entry(PeerAdmin.class, new AuditedPeers(peers, changes)),
                entry(HandlerAdmin.class, handlers),
                entry(
                        SessionAdmin.class,
                        new AuditedSessions(new SessionService(parts.links(), ports.wall()), changes)),
                entry(SubscriptionAdmin.class, new AuditedSubscriptions(both, changes)),
                entry(InstanceAdmin.class, new AuditedInstance(instance, changes)),
                entry(AuditAdmin.class, new AuditService(audit, directory)),
                entry(
                        AuthorityAdmin.class,
                        new AuthorityService(
                                directory,
                                parts.links(),
                                authority.examination(),
                                authority.grants(),
                                store,
                                handlers,
                                ports.wall())),
                entry(CascadeAdmin.class, cascades(peers)));
    }

    private CascadeService cascades(PeerService peers) {
        return new CascadeService(
                new InstanceRef(facts.id(), facts.name()),
                parts.chronicle(),
                parts.contacts(),
                peers,
                parts.directory(),
                parts.timers());
    }

    private TokenService tokens(ValidationBook validations) {
        var store = ports.store();
        var authority = parts.authority();
        var explainer = new TokenExplainer(
                facts.id(),
                authority.verifier(),
                store.tokens(),
                authority.bearers(),
                parts.directory(),
                parts.contacts(),
                ports.wall());
        return new TokenService(
                issuers.tokens(),
                store.tokens(),
                authority.grants(),
                parts.hub(),
                parts.directory(),
                validations,
                authority.bearers(),
                explainer,
                facts,
                ports.wall());
    }

    private ValidationService validations(ValidationBook validations) {
        var authority = parts.authority();
        return new ValidationService(
                facts.id(),
                issuers.validations(),
                ports.store(),
                validations,
                authority.bearers(),
                authority.grants(),
                parts.hub(),
                new Revocations(audit),
                parts.directory(),
                ports.wall());
    }
}
