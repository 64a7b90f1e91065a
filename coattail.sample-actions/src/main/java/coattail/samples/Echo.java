// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import org.osgi.service.component.annotations.Component;

import coattail.api.Action;
import coattail.api.ActionName;
import coattail.api.Description;
import coattail.api.Invocation;
import coattail.api.Payload;

/**
 * The smallest action: answers what it is given.
 *
 * <p>{@link Component} makes it an OSGi service, {@link ActionName} gives the service its name: that is all it takes to
 * offer an action. {@link Payload} as input and output means that nothing is converted: whatever JSON comes in goes out
 * as it was, to the last digit.
 *
 * <pre>coattail action perform echo '{"any": ["json", 1.10, null]}'</pre>
 */
@Component
@ActionName("echo")
@Description("Answers its input")
public final class Echo implements Action<Payload, Payload> {

    @Override
    public Payload perform(Payload input, Invocation invocation) {
        return input;
    }
}
