// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Action;
import coattail.api.ActionName;
import coattail.api.Description;
import coattail.api.Invocation;

/**
 * An action without input that has a collaborator.
 *
 * <p>{@link Void} as input says that callers send none. The constructor takes another service, as in any component: the
 * action is offered as soon as that service is there, and no sooner.
 *
 * <pre>coattail action perform recall</pre>
 */
@Component
@ActionName("recall")
@Description("Answers what remember has kept, the oldest first")
public final class Recall implements Action<Void, List<Object>> {
    private final Memory memory;

    @Activate
    public Recall(@Reference Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<Object> perform(Void none, Invocation invocation) {
        return memory.all();
    }
}
