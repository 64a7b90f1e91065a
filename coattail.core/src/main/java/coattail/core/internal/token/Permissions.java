// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

/**
 * What a token allows.
 *
 * @param performable the actions that may be performed
 * @param publishable the names that may be published under
 * @param subscribable the names that may be subscribed to
 * @param logs whether the log of a performed action may be followed
 * @param trace whether cascades may be traced
 */
public record Permissions(NameSet performable, NameSet publishable, NameSet subscribable, boolean logs, boolean trace) {

    /** What holds where nothing else is asked for: to publish is to offer, so anything may be subscribed to. */
    public static final Permissions DEFAULT = new Permissions(NameSet.NONE, NameSet.NONE, NameSet.ANY, false, false);

    public Permissions {
        requireNonNull(performable, "performable");
        requireNonNull(publishable, "publishable");
        requireNonNull(subscribable, "subscribable");
    }

    /** Whether anything at all is allowed with a name. */
    public boolean covers(String name) {
        return performable.covers(name) || publishable.covers(name) || subscribable.covers(name);
    }
}
