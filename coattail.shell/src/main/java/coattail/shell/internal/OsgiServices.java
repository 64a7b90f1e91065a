// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
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
import coattail.shell.internal.run.Services;

/** The services as they come and go. */
final class OsgiServices implements Services {
    private final ServiceTracker<Coattail, Coattail> coattail;
    private final ServiceTracker<InstanceAdmin, InstanceAdmin> instance;
    private final ServiceTracker<HandlerAdmin, HandlerAdmin> handlers;
    private final ServiceTracker<PeerAdmin, PeerAdmin> peers;
    private final ServiceTracker<SubscriptionAdmin, SubscriptionAdmin> subscriptions;
    private final ServiceTracker<SessionAdmin, SessionAdmin> sessions;
    private final ServiceTracker<TokenAdmin, TokenAdmin> tokens;
    private final ServiceTracker<ValidationAdmin, ValidationAdmin> validations;
    private final ServiceTracker<KeyAdmin, KeyAdmin> keys;
    private final ServiceTracker<AuthorityAdmin, AuthorityAdmin> authority;
    private final ServiceTracker<AuditAdmin, AuditAdmin> audit;
    private final ServiceTracker<CascadeAdmin, CascadeAdmin> cascades;

    OsgiServices(BundleContext context) {
        coattail = new ServiceTracker<>(context, Coattail.class, null);
        instance = new ServiceTracker<>(context, InstanceAdmin.class, null);
        handlers = new ServiceTracker<>(context, HandlerAdmin.class, null);
        peers = new ServiceTracker<>(context, PeerAdmin.class, null);
        subscriptions = new ServiceTracker<>(context, SubscriptionAdmin.class, null);
        sessions = new ServiceTracker<>(context, SessionAdmin.class, null);
        tokens = new ServiceTracker<>(context, TokenAdmin.class, null);
        validations = new ServiceTracker<>(context, ValidationAdmin.class, null);
        keys = new ServiceTracker<>(context, KeyAdmin.class, null);
        authority = new ServiceTracker<>(context, AuthorityAdmin.class, null);
        audit = new ServiceTracker<>(context, AuditAdmin.class, null);
        cascades = new ServiceTracker<>(context, CascadeAdmin.class, null);
    }

    void open() {
        all().forEach(ServiceTracker::open);
    }

    void close() {
        all().forEach(ServiceTracker::close);
    }

    @Override
    public Coattail coattail() {
        return present(coattail);
    }

    @Override
    public InstanceAdmin instance() {
        return present(instance);
    }

    @Override
    public HandlerAdmin handlers() {
        return present(handlers);
    }

    @Override
    public PeerAdmin peers() {
        return present(peers);
    }

    @Override
    public SubscriptionAdmin subscriptions() {
        return present(subscriptions);
    }

    @Override
    public SessionAdmin sessions() {
        return present(sessions);
    }

    @Override
    public TokenAdmin tokens() {
        return present(tokens);
    }

    @Override
    public ValidationAdmin validations() {
        return present(validations);
    }

    @Override
    public KeyAdmin keys() {
        return present(keys);
    }

    @Override
    public AuthorityAdmin authority() {
        return present(authority);
    }

    @Override
    public AuditAdmin audit() {
        return present(audit);
    }

    @Override
    public CascadeAdmin cascades() {
        return present(cascades);
    }

    private List<ServiceTracker<?, ?>> all() {
        return List.of(
                coattail,
                instance,
                handlers,
                peers,
                subscriptions,
                sessions,
                tokens,
                validations,
                keys,
                authority,
                audit,
                cascades);
    }

    private static <T> T present(ServiceTracker<T, T> tracker) {
        var service = tracker.getService();
        if (service == null) {
            throw new CoattailException(
                    ErrorCode.UNAVAILABLE,
                    "the instance isn't running: it is still starting, or its start failed; see log/karaf.log");
        }
        return service;
    }
}
