// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Coattail;
import coattail.api.ContentType;
import coattail.api.Option;
import coattail.api.Payload;
import coattail.api.Publication;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Publishing;
import coattail.benchmarks.measure.Stamp;

/** Publishes here, at a pace. */
@Component
public final class Publisher implements Publishing {
    private static final long SECONDS = 120;
    private static final int SMALL = 100;

    private final Coattail coattail;
    private final List<CompletionStage<Publication>> accounted = new ArrayList<>();
    private final Semaphore published = new Semaphore(0);
    private Thread publishing;

    /** Ready when the instance is. */
    @Activate
    public Publisher(@Reference Coattail coattail) {
        this.coattail = coattail;
    }

    /** Publishes one event. */
    private interface Step {
        void take(int number);
    }

    private static void pace(int count, Duration period, Step step) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * period.toNanos();
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            step.take(i);
        }
    }

    @Override
    public void stamped(String action, int count, Duration period, int bytes) throws InterruptedException {
        pace(count, period, number -> {
            var data = Payload.of(ContentType.JSON, Stamp.of(System.nanoTime(), bytes));
            coattail.local().publish(action, data);
        });
    }

    @Override
    public void accounted(int count, Duration period, Duration deadline) {
        publishing = new Thread(() -> {
            try {
                pace(count, period, number -> publish(number, deadline));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        publishing.setDaemon(true);
        publishing.start();
    }

    private void publish(int number, Duration deadline) {
        var data = Payload.of(ContentType.JSON, Stamp.of(number, SMALL));
        accounted.add(coattail.local()
                .publish(Issuer.ACTION, data, Option.verdicts(), Option.deadline(deadline))
                .result());
        published.release();
    }

    @Override
    public void awaitPublished(int count) throws InterruptedException {
        published.acquire(count);
        published.release(count);
    }

    @Override
    public List<String> verdicts() throws Exception {
        publishing.join();
        var lines = new ArrayList<String>();
        for (int i = 0; i < accounted.size(); i++) {
            int number = i;
            var publication = accounted.get(i).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            publication.verdicts().forEach(each -> lines.add(number + " " + each.receiver() + " " + each.outcome()));
            publication.counts().forEach((outcome, count) -> lines.add(number + " = " + outcome + " " + count));
        }
        return lines;
    }
}
