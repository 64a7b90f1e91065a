// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.admin.SubscriberStatus;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.token.StoredClaims;
import coattail.core.internal.token.Validity;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/**
 * What time alone brings about: tokens expire, on open connections and for subscribers that are away, and certificates.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long GRANTS_MILLIS = 1_000;
    private static final int ROUNDS_TO_SWEEP = 60;
    private static final int ROUNDS_TO_RENEW = 3_600;

    private final TimerWheel timers;
    private final Workers workers;
    private final Grants grants;
    private final IssuedTokens tokens;
    private final Hub hub;
    private final InstantSource clock;
    private final Renewal renewal;
    private volatile boolean stopped;
    private int round;

    /** Renews the certificate where it is time to. */
    @FunctionalInterface
    interface Renewal {
        void renew() throws IOException;
    }

    Upkeep(
            TimerWheel timers,
            Workers workers,
            Grants grants,
            IssuedTokens tokens,
            Hub hub,
            InstantSource clock,
            Renewal renewal) {
        this.timers = timers;
        this.workers = workers;
        this.grants = grants;
        this.tokens = tokens;
        this.hub = hub;
        this.clock = clock;
        this.renewal = renewal;
    }

    void start() {
        timers.schedule(timers.now() + GRANTS_MILLIS, () -> {
            try {
                workers.executor().execute(this::round);
            } catch (RejectedExecutionException e) {
                LOG.debug("Upkeep ends with the workers", e);
            }
        });
    }

    void stop() {
        stopped = true;
    }

    private void round() {
        if (stopped) {
            return;
        }
        try {
            grants.expire();
            if (round % ROUNDS_TO_SWEEP == 0) {
                sweep();
            }
            if (round % ROUNDS_TO_RENEW == 0) {
                renewal.renew();
            }
        } catch (RuntimeException | IOException e) {
            LOG.error("Looking for what has expired failed; it is tried again", e);
        }
        round++;
        start();
    }

    private void sweep() {
        var now = clock.instant();
        hub.snapshot().stream().map(SubscriberStatus::token).distinct().forEach(jti -> {
            var token = tokens.find(jti);
            if (token.isEmpty() || token.get().state() == IssuedToken.State.REVOKED) {
                hub.tokenEnded(jti, Failure.of(ErrorCode.REVOKED, "the token was revoked by its issuer"));
            } else if (StoredClaims.of(token.get()).at(now) == Validity.EXPIRED) {
                hub.tokenEnded(jti, Failure.of(ErrorCode.EXPIRED, "the token has expired"));
            }
        });
    }
}
