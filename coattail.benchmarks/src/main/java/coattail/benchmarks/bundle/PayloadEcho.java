// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import org.osgi.service.component.annotations.Component;

import coattail.api.Action;
import coattail.api.ActionName;
import coattail.api.Concurrency;
import coattail.api.Invocation;
import coattail.api.Payload;
import coattail.benchmarks.measure.Issuer;

/** Answers what it is given, which nobody looks into. */
@Component
@ActionName(PayloadEcho.NAME)
@Concurrency(1024)
public final class PayloadEcho implements Action<Payload, Payload> {
    static final String NAME = Issuer.ACTION;

    @Override
    public Payload perform(Payload input, Invocation invocation) {
        return input;
    }
}
