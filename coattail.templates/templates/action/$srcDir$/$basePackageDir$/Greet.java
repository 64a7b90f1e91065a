// SPDX-License-Identifier: Apache-2.0
package $basePackageName$;

import static java.lang.System.Logger.Level.INFO;

import org.osgi.service.component.annotations.Component;

import coattail.api.Action;
import coattail.api.ActionFailure;
import coattail.api.ActionName;
import coattail.api.Description;
import coattail.api.Invocation;

/** Called from a terminal: {@code coattail action perform $projectName$ '{"name": "Ada"}'}. */
@Component
@ActionName("$projectName$")
@Description("Greets a guest by name")
public final class Greet implements Action<Greet.Guest, Greet.Greeting> {
    public record Guest(String name) {}

    public record Greeting(String text) {}

    @Override
    public Greeting perform(Guest guest, Invocation invocation) throws ActionFailure {
        if (guest.name().isBlank()) {
            throw new ActionFailure("A guest has a name: give one that isn't blank");
        }
        invocation.log().log(INFO, "greeting {0}", guest.name());
        return new Greeting("Hello, " + guest.name());
    }
}
