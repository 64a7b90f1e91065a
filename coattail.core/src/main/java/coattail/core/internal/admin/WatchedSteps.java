// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.CascadeStep;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.trace.Step;
import coattail.core.internal.trace.StepView;

/** The steps that somebody watches. Those who bring them never wait: what finds no room is counted. */
final class WatchedSteps implements CascadeAdmin.Watch, Chronicle.Listener {
    private static final int MOST = 1_024;

    private final Chronicle chronicle;
    private final Optional<String> action;
    private final Function<StepView, CascadeStep> view;
    /** Has an empty one for the end, unless it is full then. */
    private final BlockingQueue<Optional<Step>> queue = new ArrayBlockingQueue<>(MOST);

    private final AtomicLong missed = new AtomicLong();
    private volatile boolean over;

    WatchedSteps(Chronicle chronicle, Optional<String> action, Function<StepView, CascadeStep> view) {
        this.chronicle = chronicle;
        this.action = action;
        this.view = view;
        chronicle.listen(this);
    }

    @Override
    public void told(Step step) {
        if ((action.isEmpty() || step.isAbout(action.get())) && !queue.offer(Optional.of(step))) {
            missed.incrementAndGet();
        }
    }

    @Override
    public void over() {
        over = true;
        // Where there is no room somebody takes what is there first, and looks.
        queue.offer(Optional.empty());
    }

    @Override
    public CascadeStep next() throws InterruptedException {
        while (!(over && queue.isEmpty())) {
            var step = queue.take();
            if (step.isPresent()) {
                return view.apply(step.get().view());
            }
        }
        throw new CoattailException(ErrorCode.UNAVAILABLE, "this instance stops");
    }

    @Override
    public long missed() {
        return missed.get();
    }

    @Override
    public void close() {
        chronicle.forget(this);
        over();
    }
}
