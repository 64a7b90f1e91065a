// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Coattail;
import coattail.api.Peer;
import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Series;

/** Performs {@link ReadingEcho} at the peer. */
@Component(property = Series.PROPERTY + "=coattail")
public final class PerformReading implements Echo {
    private final Peer peer;

    /** Ready to send once the peer is joined. */
    @Activate
    public PerformReading(@Reference Coattail coattail) {
        peer = coattail.peer(Joining.PEER);
    }

    @Override
    public void send(Consumer<Throwable> done) {
        peer.perform(ReadingEcho.NAME, Reading.OF_THE_MESSAGE, Reading.class)
                .result()
                .whenComplete((answer, failure) -> done.accept(failure == null ? compare(answer) : failure));
    }

    private static Throwable compare(Reading answer) {
        return Reading.OF_THE_MESSAGE.equals(answer) ? null : new Differing(Reading.OF_THE_MESSAGE, answer);
    }
}
