// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** The actions and receivers deployed here. To perform, publish or subscribe use {@link coattail.api.Coattail}. */
@ProviderType
public interface HandlerAdmin {

    /** All actions, those offered and those that aren't, ordered by name. */
    List<ActionStatus> actions();

    /** All receivers, those offered and those that aren't, ordered by name. */
    List<ReceiverStatus> receivers();

    /**
     * What an offered receiver takes.
     *
     * @return JSON Schema (2020-12) as JSON text; empty where no receiver of that name is offered
     */
    Optional<String> schema(String receiver);
}
