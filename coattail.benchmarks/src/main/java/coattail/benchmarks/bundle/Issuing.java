// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Coattail;
import coattail.benchmarks.measure.Issuer;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenRequest;

/** Issues tokens and takes them away, as the instance's operator would. */
@Component
public final class Issuing implements Issuer {
    /** Of requests a second more than are made. */
    private static final Permissions.Limits LIMITS = new Permissions.Limits(1_000_000, 1_000_000, 64, 4, 1_048_576);

    private final Coattail coattail;
    private final TokenAdmin tokens;
    private final KeyAdmin keys;
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    private Future<?> publishing = CompletableFuture.completedFuture(null);

    /** Ready when the instance is. */
    @Activate
    public Issuing(@Reference Coattail coattail, @Reference TokenAdmin tokens, @Reference KeyAdmin keys) {
        this.coattail = coattail;
        this.tokens = tokens;
        this.keys = keys;
    }

    @Override
    public List<String> issue(int count) {
        var request = new TokenRequest(
                List.of(PayloadEcho.NAME),
                List.of(),
                List.of(PayloadEcho.NAME, ReadingEcho.NAME),
                List.of(),
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(Duration.ofDays(1)),
                false,
                false,
                LIMITS);
        return IntStream.range(0, count)
                .mapToObj(each -> tokens.issue(request).reveal())
                .toList();
    }

    @Override
    public void publishEvery(Duration period) {
        publishing = publisher.scheduleAtFixedRate(
                () -> coattail.local().publish(PayloadEcho.NAME, Reading.OF_THE_MESSAGE),
                0,
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public Taken revoke(String token) {
        long called = System.nanoTime();
        tokens.revoke(token);
        return new Taken(called, System.nanoTime(), 1);
    }

    @Override
    public void rotate() {
        keys.rotate();
    }

    @Override
    public Taken rotateCompromised() {
        long called = System.nanoTime();
        var rotated = keys.rotateCompromised();
        return new Taken(called, System.nanoTime(), rotated.revoked().size());
    }

    @Deactivate
    void close() {
        publishing.cancel(false);
        publisher.shutdownNow();
    }
}
