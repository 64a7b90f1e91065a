// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import coattail.api.Coattail;
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

    SessionAdmin sessions();

    TokenAdmin tokens();

    ValidationAdmin validations();

    KeyAdmin keys();

    AuthorityAdmin authority();

    AuditAdmin audit();

    CascadeAdmin cascades();
}
