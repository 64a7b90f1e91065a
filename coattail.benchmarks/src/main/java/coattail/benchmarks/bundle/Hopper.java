// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Call;
import coattail.api.Coattail;
import coattail.api.Option;
import coattail.benchmarks.measure.Hopping;

/** Performs {@link Hop} at the peer, and tells when it ended here. */
@Component
public final class Hopper implements Hopping {
    private static final long SECONDS = 30;

    private final Coattail coattail;
    private final HopRuns runs;
    private final Map<Integer, Call<Void>> calls = new ConcurrentHashMap<>();

    /** Ready when the instance is. */
    @Activate
    public Hopper(@Reference Coattail coattail, @Reference HopRuns runs) {
        this.coattail = coattail;
        this.runs = runs;
    }

    @Override
    public long begin(int run, int hops, Duration deadline) {
        long now = System.nanoTime();
        var call = coattail.peer(Joining.PEER)
                .perform(Hop.NAME, new HopTask(run, hops - 1), Void.class, Option.deadline(deadline));
        calls.put(run, call);
        return now;
    }

    @Override
    public long arrived(int run) throws Exception {
        return runs.arrived(run).get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public long cancel(int run) {
        long now = System.nanoTime();
        calls.get(run).cancel();
        return now;
    }

    @Override
    public long ended(int run) throws Exception {
        return runs.ended(run).get(SECONDS, TimeUnit.SECONDS);
    }
}
