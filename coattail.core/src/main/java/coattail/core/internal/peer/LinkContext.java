// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.authority.Authenticator;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.dispatch.Entrance;
import coattail.core.internal.dispatch.Faces;
import coattail.core.internal.dispatch.Operations;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.session.SessionConfig;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/** What all connections of an instance share. */
public record LinkContext(
        SessionConfig session,
        Workers workers,
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
        AuditTrail audit) {}
