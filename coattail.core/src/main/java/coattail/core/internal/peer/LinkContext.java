// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.authority.Authenticator;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.dispatch.Entrance;
import coattail.core.internal.dispatch.Faces;
import coattail.core.internal.dispatch.Operations;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.session.SessionConfig;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/** What all connections of an instance share. */
public record LinkContext(
        SessionConfig session,
        Workers workers,
        ByteBudget budget,
        TimerWheel timers,
        Authenticator authenticator,
        Grants grants,
        Entrance entrance,
        Operations operations,
        Faces faces,
        Hub hub,
        SubscriptionBook subscriptions,
        Directory directory,
        Links links,
        LinkListener listener,
        AuditTrail audit) {
    private static final Logger LOG = LoggerFactory.getLogger(LinkContext.class);

    /** Notes when a peer was seen last. */
    void noteLeft(String peerId) {
        try {
            workers.executor().execute(() -> directory.left(peerId));
        } catch (RejectedExecutionException e) {
            LOG.debug("This instance has stopped before it noted that {} left", peerId, e);
        }
    }
}
