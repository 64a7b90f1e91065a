// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import org.osgi.annotation.versioning.ProviderType;

/** One performing of an {@link Action}. */
@ProviderType
public interface Invocation extends Context {

    /** The instance that asked: a peer, or this instance itself. */
    InstanceRef caller();
}
