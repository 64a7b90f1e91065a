// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import coattail.api.Receiver;
import coattail.api.Whiteboard;
import coattail.core.internal.convert.Codecs;

/** Feeds the registry of receivers. */
@SuppressWarnings("rawtypes") // a service is tracked by its class, which knows no type arguments
public final class ReceiverTracker extends HandlerTracker<Receiver, ReceiverEntry> {
    public ReceiverTracker(BundleContext context, ReceiverRegistry registry) {
        super(context, registry, Receiver.class, "receiver", Whiteboard.RECEIVER_NAME);
    }

    @Override
    ReceiverEntry entry(ServiceReference<Receiver> reference, Traits traits, Bound bound, Codecs codecs)
            throws Refusal {
        var types = Types.of(reference, bound.service(), Receiver.class, List.of(Whiteboard.RECEIVER_EVENT));
        return new ReceiverEntry(traits, bound, codecs.of(types.get(0)));
    }
}
