// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

/** What somebody may want to do at this instance (docs/protocol.md, "Operations"). */
public enum Operation {
    /** Perform an action. */
    PERFORM(true),
    /** Perform an action and publish its output under its name. */
    PERFORM_AND_PUBLISH(true),
    /** Follow the log of an action being performed. */
    FOLLOW_LOG(true),
    /** Publish under a name without performing it. */
    PUBLISH(true),
    /** Subscribe to a name. */
    SUBSCRIBE(true),
    /** End one's own subscriptions. */
    UNSUBSCRIBE(false),
    /** List what one may do; with a name, the details of that one. */
    LIST(false),
    /** Trace a cascade. */
    TRACE(false),
    /** Deliver an event to one of this instance's receivers. */
    NOTIFY(false);

    private final boolean named;

    Operation(boolean named) {
        this.named = named;
    }

    /** Whether it is always about a name. */
    boolean isNamed() {
        return named;
    }
}
