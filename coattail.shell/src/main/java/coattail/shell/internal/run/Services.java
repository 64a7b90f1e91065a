// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import coattail.api.Coattail;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;

/**
 * What commands act through. Each method fails with a {@link coattail.api.CoattailException} of code UNAVAILABLE while
 * the instance doesn't run.
 */
public interface Services {

    Coattail coattail();

    InstanceAdmin instance();

    HandlerAdmin handlers();

    PeerAdmin peers();

    SubscriptionAdmin subscriptions();

    TokenAdmin tokens();
}
