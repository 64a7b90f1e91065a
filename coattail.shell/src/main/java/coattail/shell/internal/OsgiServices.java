// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
import coattail.shell.internal.run.Services;

/** The services as they come and go. */
final class OsgiServices implements Services {
    private final ServiceTracker<Coattail, Coattail> coattail;
    private final ServiceTracker<InstanceAdmin, InstanceAdmin> instance;
    private final ServiceTracker<HandlerAdmin, HandlerAdmin> handlers;
    private final ServiceTracker<PeerAdmin, PeerAdmin> peers;
    private final ServiceTracker<SubscriptionAdmin, SubscriptionAdmin> subscriptions;
    private final ServiceTracker<TokenAdmin, TokenAdmin> tokens;

    OsgiServices(BundleContext context) {
        coattail = new ServiceTracker<>(context, Coattail.class, null);
        instance = new ServiceTracker<>(context, InstanceAdmin.class, null);
        handlers = new ServiceTracker<>(context, HandlerAdmin.class, null);
        peers = new ServiceTracker<>(context, PeerAdmin.class, null);
        subscriptions = new ServiceTracker<>(context, SubscriptionAdmin.class, null);
        tokens = new ServiceTracker<>(context, TokenAdmin.class, null);
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
    public TokenAdmin tokens() {
        return present(tokens);
    }

    private List<ServiceTracker<?, ?>> all() {
        return List.of(coattail, instance, handlers, peers, subscriptions, tokens);
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
