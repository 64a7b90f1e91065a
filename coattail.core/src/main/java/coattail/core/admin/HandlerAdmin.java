// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** The actions and receivers deployed here. To perform, publish or subscribe use {@link coattail.api.Coattail}. */
@ProviderType
public interface HandlerAdmin {

    /** All actions, those offered and those that aren't, ordered by name. */
    List<ActionStatus> actions();

    /** All receivers, those offered and those that aren't, ordered by name. */
    List<ReceiverStatus> receivers();
}
