// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.Map;

import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuthorityAdmin;
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
import coattail.core.internal.peer.Contacts;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.peer.Links;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.registry.ActionRegistry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/** The parts of an instance that operators reach into, and the services through which they do. */
record Administration(
        Ports ports,
        Facts facts,
        Listener listener,
        ActionRegistry actions,
        ReceiverRegistry receivers,
        Directory directory,
        Contacts contacts,
        Links links,
        Authority authority,
        Hub hub,
        SubscriptionBook subscriptions,
        TimerWheel timers,
        Workers workers,
        KeyService keys,
        AuditLog audit) {

    /** Each service by the interface under which it is registered. What changes authority passes {@link Changes}. */
    Map<Class<?>, Object> services() {
        var store = ports.store();
        var validations = new ValidationBook(store.validationTokens(), directory, ports.wall());
        var tokens = tokens(validations);
        var peers = new PeerService(
                facts.id(),
                directory,
                contacts,
                links,
                subscriptions,
                tokens,
                new Revocations(audit),
                timers,
                workers.executor(),
                ports.wall());
        var handlers = new HandlerService(actions, receivers, subscriptions);
        var both = new SubscriptionService(subscriptions, hub);
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
        return Map.of(
                TokenAdmin.class,
                new AuditedTokens(tokens, changes),
                ValidationAdmin.class,
                new AuditedValidations(validations(validations), changes),
                KeyAdmin.class,
                new AuditedKeys(keys, changes),
                PeerAdmin.class,
                new AuditedPeers(peers, changes),
                HandlerAdmin.class,
                handlers,
                SessionAdmin.class,
                new AuditedSessions(new SessionService(links, ports.wall()), changes),
                SubscriptionAdmin.class,
                new AuditedSubscriptions(both, changes),
                InstanceAdmin.class,
                new AuditedInstance(instance, changes),
                AuditAdmin.class,
                new AuditService(audit, directory),
                AuthorityAdmin.class,
                new AuthorityService(
                        directory, links, authority.examination(), authority.grants(), store, handlers, ports.wall()));
    }

    private TokenService tokens(ValidationBook validations) {
        var store = ports.store();
        var explainer = new TokenExplainer(
                facts.id(),
                authority.verifier(),
                store.tokens(),
                authority.bearers(),
                directory,
                contacts,
                ports.wall());
        return new TokenService(
                authority.tokens(),
                store.tokens(),
                authority.grants(),
                hub,
                directory,
                validations,
                authority.bearers(),
                explainer,
                facts,
                ports.wall());
    }

    private ValidationService validations(ValidationBook validations) {
        return new ValidationService(
                facts.id(),
                authority.validations(),
                ports.store(),
                validations,
                authority.bearers(),
                authority.grants(),
                hub,
                new Revocations(audit),
                directory,
                ports.wall());
    }
}
