// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import coattail.api.Action;
import coattail.api.Whiteboard;
import coattail.core.internal.convert.Codecs;

/** Feeds the registry of actions. */
@SuppressWarnings("rawtypes") // a service is tracked by its class, which knows no type arguments
public final class ActionTracker extends HandlerTracker<Action, ActionEntry> {
    private static final List<String> TYPES = List.of(Whiteboard.ACTION_INPUT, Whiteboard.ACTION_OUTPUT);

    public ActionTracker(BundleContext context, ActionRegistry registry) {
        super(context, registry, Action.class, "action", Whiteboard.ACTION_NAME);
    }

    @Override
    ActionEntry entry(ServiceReference<Action> reference, Traits traits, Bound bound, Codecs codecs) throws Refusal {
        var types = Types.of(reference, bound.service(), Action.class, TYPES);
        return new ActionEntry(traits, bound, codecs.of(types.get(0)), codecs.forWriting(types.get(1)));
    }
}
