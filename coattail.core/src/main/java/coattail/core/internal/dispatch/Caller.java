// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import coattail.api.InstanceRef;
import coattail.core.internal.authority.Principal;

/**
 * Who asks.
 *
 * @param principal with what rights
 * @param who as the handler is told
 */
public record Caller(Principal principal, InstanceRef who) {
    public Caller {
        requireNonNull(principal, "principal");
        requireNonNull(who, "who");
    }
}
