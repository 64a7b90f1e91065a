// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.admin.SubscriberStatus;
import coattail.core.internal.admin.EndingTokens;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.authority.KeyStanding;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.token.StoredClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.Validity;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.ToTheEnd;
import coattail.core.internal.work.Workers;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/**
 * What time alone brings about: tokens expire, on open connections and for subscribers that are away, and certificates;
 * whoever holds tokens is told while there is time to ask for others.
 */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long GRANTS_MILLIS = 1_000;
    private static final int ROUNDS_TO_SWEEP = 60;
    private static final int ROUNDS_TO_RENEW = 3_600;

    private final TimerWheel timers;
    private final Workers workers;
    private final Grants grants;
    private final KeyBearers bearers;
    private final IssuedTokens tokens;
    private final Hub hub;
    private final EndingTokens endingTokens;
    private final InstantSource clock;
    private final Task renewal;
    private volatile boolean stopped;
    private int round;

    /** Something to be done now and then. */
    @FunctionalInterface
    public interface Task {
        void run() throws IOException;
    }

    /** @param renewal renews the certificate where it is time to, and drops keys that have served */
    Upkeep(
            TimerWheel timers,
            Workers workers,
            Grants grants,
            KeyBearers bearers,
            IssuedTokens tokens,
            Hub hub,
            EndingTokens endingTokens,
            InstantSource clock,
            Task renewal) {
        this.timers = timers;
        this.workers = workers;
        this.grants = grants;
        this.bearers = bearers;
        this.tokens = tokens;
        this.hub = hub;
        this.endingTokens = endingTokens;
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
            attempt(grants::expire);
            if (round % ROUNDS_TO_SWEEP == 0) {
                attempt(this::sweep);
                attempt(() -> endingTokens.due().forEach(LOG::warn));
            }
            if (round % ROUNDS_TO_RENEW == 0) {
                attempt(renewal);
            }
        } finally { // also after an Error, which the workers log
            round++;
            start();
        }
    }

    /** Each by itself: a row that can't be read, say, must not keep the certificate from being renewed. */
    private static void attempt(Task task) {
        try {
            task.run();
        } catch (RuntimeException | IOException e) {
            LOG.error("Looking for what has expired failed; it is tried again", e);
        }
    }

    private void sweep() {
        var now = clock.instant();
        var byToken = hub.snapshot().stream().collect(Collectors.groupingBy(SubscriberStatus::token));
        ToTheEnd.forEach(byToken.entrySet(), entry -> sweep(entry.getKey(), entry.getValue(), now));
    }

    private void sweep(String jti, List<SubscriberStatus> subscribers, Instant now) {
        var token = tokens.find(jti);
        if (token.isEmpty() || token.get().state() == IssuedToken.State.REVOKED) {
            hub.tokenEnded(jti, Failure.of(ErrorCode.REVOKED, "the token was revoked by its issuer"));
            return;
        }
        if (Validity.isOver(token.get().expires(), now)) {
            hub.tokenEnded(jti, Failure.of(ErrorCode.EXPIRED, "the token has expired"));
            return;
        }
        var claims = StoredClaims.find(token.get());
        if (claims.isEmpty()) {
            LOG.warn("Who may use token {} can't be read in the database; 'token revoke {}' takes it away", jti, jti);
            return;
        }
        var ids = subscribers.stream()
                .map(subscriber -> subscriber.subscriber().id())
                .distinct()
                .toList();
        ToTheEnd.forEach(ids, id -> sweep(jti, claims.get(), id));
    }

    /** One subscriber under a token that holds for others, perhaps, and not for him any more. */
    private void sweep(String jti, TokenClaims claims, String instanceId) {
        var standing = bearers.of(claims.bearers(), instanceId);
        if (standing.refuses() && standing.kind() != KeyStanding.Kind.NOT_YET) {
            var ending = standing.ending();
            hub.bearerEnded(jti, instanceId, Failure.of(ending.code(), ending.reason()));
        }
    }
}
