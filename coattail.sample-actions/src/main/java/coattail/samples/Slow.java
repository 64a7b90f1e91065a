// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import org.osgi.service.component.annotations.Component;

import coattail.api.Action;
import coattail.api.ActionFailure;
import coattail.api.ActionName;
import coattail.api.Concurrency;
import coattail.api.Description;
import coattail.api.Invocation;
import coattail.api.Option;

/**
 * An action that takes its time, and stops when nobody waits for it any more.
 *
 * <p>An action may block: it has a worker thread of its own. When its caller cancels, goes away or lets the deadline
 * pass, that thread is interrupted. Code that blocks need only let the {@link InterruptedException} through, as here;
 * code that computes asks {@link Invocation#cancelled()} now and then. {@link Concurrency} bounds how many calls run at
 * once.
 *
 * <pre>coattail action perform slow '{"millis": 60000}' --timeout 2m</pre>
 */
@Component
@ActionName("slow")
@Description("Answers after so many milliseconds")
@Concurrency(8)
public final class Slow implements Action<Slow.Nap, Slow.Nap> {
    private static final long LONGEST = Option.LONGEST_DEADLINE.toMillis();

    /** How long it takes, from 0 to 3 600 000 ms: no call may last longer. */
    public record Nap(long millis) {}

    @Override
    public Nap perform(Nap nap, Invocation invocation) throws ActionFailure, InterruptedException {
        if (nap.millis() < 0 || nap.millis() > LONGEST) {
            throw new ActionFailure("millis is from 0 to " + LONGEST);
        }
        Thread.sleep(nap.millis());
        return nap;
    }
}
