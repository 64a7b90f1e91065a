// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import org.osgi.service.component.annotations.Component;

import coattail.api.Action;
import coattail.api.ActionName;
import coattail.api.Concurrency;
import coattail.api.Invocation;
import coattail.benchmarks.measure.Publishing;

/** Answers what it is given, which is converted to a record and back. */
@Component
@ActionName(ReadingEcho.NAME)
@Concurrency(1024)
public final class ReadingEcho implements Action<Reading, Reading> {
    static final String NAME = Publishing.ASIDE;

    @Override
    public Reading perform(Reading input, Invocation invocation) {
        return input;
    }
}
