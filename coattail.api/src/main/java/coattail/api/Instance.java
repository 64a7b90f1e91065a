// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An instance on which actions are performed and published.
 *
 * <p>No method blocks, and none throws but for {@code null}. Stages complete on worker threads. A call that isn't given
 * a {@linkplain Option#deadline deadline} has 30 s, or what remains to the handler that makes it, whichever is less.
 * Safe for use by several threads.
 */
@ProviderType
public interface Instance {

    /**
     * Performs an action.
     *
     * @param action the action's name
     * @param input the input, of any type that an {@link Action} may take, or {@code null} for no body
     * @param output what to convert the output to; {@link Void} drops it, {@link Payload} leaves it untouched
     * @param options how to perform
     * @param <T> the output's type
     * @return the call; its result is {@code null} where the action answers no body
     */
    <T> Call<T> perform(String action, Object input, Class<T> output, Option... options);

    /**
     * Publishes under an action's name without performing it. Publishing never waits for a subscriber: the result comes
     * at once with counts, or, with {@link Option#verdicts()}, when there is a verdict for every subscription, at the
     * latest at the deadline.
     *
     * @param action the name of an action that the instance offers, or that one of its services {@linkplain Publishes
     *     declares}
     * @param data the event's data, or {@code null} for no body
     * @param options how to publish
     */
    Call<Publication> publish(String action, Object data, Option... options);

    /** The actions there, without schemas: of a peer only those that the token held from it covers. */
    Call<List<ActionInfo>> actions();

    /** One action, with the JSON Schemas of its input and output. */
    Call<ActionInfo> action(String name);
}
