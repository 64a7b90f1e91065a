// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.time.Instant;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What an {@link Invocation} and a {@link Delivery} have in common. Valid until the handler has returned; safe for use
 * by several threads.
 */
@ProviderType
public interface Context {

    /**
     * Continues the cascade: calls made through the returned object carry this one's path and trace, and end with its
     * deadline and when it is cancelled. They act with this instance's own rights, never with those of the caller.
     */
    Coattail coattail();

    /** When the answer is due. A call made through {@link #coattail()} never has a later deadline than this. */
    Instant deadline();

    /**
     * Whether nobody waits for the result any more: the caller cancelled, went away or lost its authority, or the
     * deadline has passed. The handler's thread is interrupted as well.
     */
    boolean cancelled();

    /** A logger of the handler's own. Its records go to this instance's log under the action's or receiver's name. */
    System.Logger log();
}
