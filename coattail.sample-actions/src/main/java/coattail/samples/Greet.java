// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import static java.lang.System.Logger.Level.INFO;

import org.osgi.service.component.annotations.Component;

import coattail.api.Action;
import coattail.api.ActionFailure;
import coattail.api.ActionName;
import coattail.api.Description;
import coattail.api.Invocation;

/**
 * An action with types: records in, records out.
 *
 * <p>The caller's JSON is converted before {@link #perform} is called. Input without a {@code name}, or with a number
 * for one, is answered with BAD_INPUT that names the field, and this code never sees it. What the types can't say is
 * said with an {@link ActionFailure}: the one exception whose message reaches the caller.
 *
 * <pre>coattail action perform greet '{"name": "Ada"}'</pre>
 */
@Component
@ActionName("greet")
@Description("Greets a guest by name")
public final class Greet implements Action<Greet.Guest, Greet.Greeting> {

    /** Who is to be greeted. */
    public record Guest(String name) {}

    /** The greeting. */
    public record Greeting(String text) {}

    @Override
    public Greeting perform(Guest guest, Invocation invocation) throws ActionFailure {
        if (guest.name().isBlank()) {
            throw new ActionFailure("A guest has a name: give one that isn't blank");
        }
        invocation.log().log(
                INFO, "greeting {0} for {1}", guest.name(), invocation.caller().name());
        return new Greeting("Hello, " + guest.name());
    }
}
