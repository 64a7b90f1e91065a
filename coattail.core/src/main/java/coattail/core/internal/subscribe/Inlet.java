// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.admin.SubscriptionStatus.State;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.Timeout;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;

/**
 * One subscription of this instance, from the wish to its end. Its methods run one at a time, in the queue of its
 * peer's {@link PeerSubscriptions}; only {@link #answered}, {@link #failed} and {@link #status} are called from
 * elsewhere.
 */
final class Inlet {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);
    private static final long ANSWER_MILLIS = 30_000;
    private static final long ABSENCE_MILLIS = 5_000;

    private final PeerSubscriptions peer;
    private final Source source;
    private final Wish wish;
    private final Retries retries;
    private volatile Intake intake;
    private volatile State state;
    private volatile String reason;

    /** The last attempt that isn't known to have failed, and the one whose stream is open. */
    private Attempt latest;

    private Attempt attached;
    /** Attempts before this one are void. */
    private long first;

    private Timeout retry;
    /** Whether the receiver has been gone for so long that no event is wanted. */
    private boolean absent;

    private Timeout absence;

    Inlet(PeerSubscriptions peer, Source source, Wish wish) {
        this.peer = peer;
        this.source = source;
        this.wish = wish;
        this.reason = wish.row().reason();
        this.retries = new Retries(peer.setting().random());
        this.intake = peer.intake(source, wish.stored());
        if (wish.stored()) {
            intake.begin();
            absent = !receiverOffered();
        }
        this.state = wish.ending() ? State.ENDING : absent ? State.NO_RECEIVER : State.WAITING;
    }

    Source source() {
        return source;
    }

    Wish wish() {
        return wish;
    }

    private boolean receiverOffered() {
        return peer.setting().reception().receivers().offered(source.receiver());
    }

    /** Says what is wanted, since a connection has come, or a token has been accepted on it. */
    void linked() {
        stopRetry();
        if (!wish.wanted()) {
            peer.sendUnsubscribe(this);
        } else if (latest != attached) {
            // Not answered yet on the connection before: who waits for that is answered on this one.
            ask(latest.overflow(), latest.takeDone());
        } else {
            ask();
        }
    }

    private void ask() {
        ask(wish.row().overflow(), null);
    }

    private void ask(Overflow overflow, CompletableFuture<Void> done) {
        stopRetry();
        latest = new Attempt(this, intake, peer.link(), peer.nextAttempt(), overflow, done);
        latest.open(wish.row().id(), source, peer.now() + ANSWER_MILLIS);
    }

    /**
     * Somebody wants it, with this policy.
     *
     * @param done whom to tell what comes of it
     */
    void want(Overflow overflow, CompletableFuture<Void> done) {
        if (wish.ending()) {
            stopRetry();
            wish.revive();
            intake = peer.intake(source, false);
            state = State.WAITING;
        }
        receiverCame();
        boolean stands = attached != null && latest == attached && wish.row().overflow() == overflow;
        if (stands) {
            done.complete(null);
        } else {
            ask(overflow, done);
        }
    }

    void answered(Attempt attempt) {
        peer.run(() -> onAnswer(attempt));
    }

    void failed(Attempt attempt, Failure failure) {
        peer.run(() -> onFailure(attempt, failure));
    }

    private void onAnswer(Attempt attempt) {
        if (attempt.number() < first) {
            // It was ended while the answer was on its way; the UNSUBSCRIBE follows the SUBSCRIBE.
            attempt.failed(new CoattailException(ErrorCode.CANCELLED, "the subscription was ended meanwhile"));
            return;
        }
        if (attached == null || attached.number() < attempt.number()) {
            attached = attempt;
        }
        if (latest == null) {
            // A later one, on another connection, has failed before this was answered.
            latest = attached;
        }
        retries.succeeded(peer.now());
        try {
            wish.store(attempt.overflow(), Subscription.State.WANTED, "");
        } catch (StoreException e) {
            onUnstored(attempt, e);
            return;
        }
        reason = "";
        intake.begin();
        state = State.ATTACHED;
        if (absent) {
            detach();
        }
        attempt.succeeded();
    }

    /**
     * What isn't stored here must not stand there: it would be gone after a restart without anybody having ended it.
     */
    private void onUnstored(Attempt attempt, StoreException e) {
        LOG.error("{}: the subscription could not be stored", source, e);
        if (wish.stored()) {
            ask();
        } else {
            peer.sendUnsubscribe(this);
            giveUp();
        }
        attempt.failed(new CoattailException(
                ErrorCode.INTERNAL, "the subscription could not be stored; the log says why", null, e));
    }

    private void onFailure(Attempt attempt, Failure failure) {
        attempt.failed(Refusal.exception(failure));
        if (attached == attempt) {
            attached = null;
        }
        if (latest != attempt) {
            return;
        }
        latest = attached;
        if (!wish.stored()) {
            giveUp();
            return;
        }
        var end = StreamEnd.of(failure.code());
        if (attached == null || end == StreamEnd.FORGET) {
            end(end, failure, attempt.link());
        } else if (end == StreamEnd.TRY_AGAIN && attempt.unasked()) {
            // The stream before still stands, but not for long perhaps: this was the repeat under another token.
            askLater(failure);
        }
    }

    /** What isn't stored isn't to be. */
    private void giveUp() {
        if (!wish.giveUp()) {
            forget();
            return;
        }
        voidAttempts();
        intake.close();
        state = State.ENDING;
        if (peer.link() != null) {
            peer.sendUnsubscribe(this);
        }
    }

    /** @param on the connection on which the stream was */
    private void end(StreamEnd end, Failure failure, PublisherLink on) {
        state = absent ? State.NO_RECEIVER : State.WAITING;
        reason = end == StreamEnd.WAIT ? "" : Refusal.text(failure);
        switch (end) {
            case WAIT -> {
                if (peer.link() != null && peer.link() != on && !absent) {
                    ask();
                }
            }
            case TRY_AGAIN -> askLater(failure);
            case SHOW -> {
                state = State.REFUSED;
                LOG.warn("{}: the publisher refuses it: {}", source, reason);
                storeReason();
            }
            case FORGET -> {
                LOG.warn("{}: the publisher's operator has ended this subscription; it is deleted", source);
                wish.delete();
                forget();
            }
        }
    }

    private void askLater(Failure failure) {
        long wait = retries.failed(peer.now(), failure.retryMillis());
        LOG.info("{}: asking again in {} ms: {}", source, wait, Refusal.text(failure));
        retryIn(wait, () -> {
            if (latest == attached && !absent) {
                ask();
            }
        });
    }

    private void storeReason() {
        try {
            wish.store(wish.row().overflow(), Subscription.State.WANTED, reason);
        } catch (StoreException e) {
            LOG.warn("{}: why it is refused could not be stored", source, e);
        }
    }

    /** Nobody wants it any more. @throws StoreException nothing has changed then */
    void drop() {
        wish.store(wish.row().overflow(), Subscription.State.DROPPED, "");
        stopRetry();
        stopAbsence();
        voidAttempts();
        intake.close();
        state = State.ENDING;
        reason = "";
    }

    /** The publisher has taken the UNSUBSCRIBE. */
    void ended() {
        if (wish.ended()) {
            forget();
        }
    }

    /** The publisher hasn't taken the UNSUBSCRIBE; it is told at the next contact at the latest. */
    void notEnded(Failure failure) {
        LOG.info("{}: the publisher wasn't told of the end: {}", source, Refusal.text(failure));
        if (wish.ending() && StreamEnd.of(failure.code()) == StreamEnd.TRY_AGAIN) {
            retryIn(retries.failed(peer.now(), failure.retryMillis()), () -> {
                if (wish.ending()) {
                    peer.sendUnsubscribe(this);
                }
            });
        }
    }

    private void voidAttempts() {
        first = peer.nextAttempt();
        attached = null;
        latest = null;
    }

    /** It is no more. */
    void forget() {
        stopRetry();
        stopAbsence();
        voidAttempts();
        intake.close();
        peer.remove(this);
    }

    void receiverGone() {
        if (!absent && absence == null) {
            absence = peer.later(ABSENCE_MILLIS, () -> {
                absence = null;
                if (wish.wanted() && !receiverOffered()) {
                    absent = true;
                    intake.refuseWaiting();
                    detach();
                }
            });
        }
    }

    void receiverCame() {
        stopAbsence();
        absent = false;
        intake.resume();
        if (state == State.NO_RECEIVER) {
            state = State.WAITING;
            if (peer.link() != null && latest == null && retry == null) {
                ask();
            }
        }
    }

    /** Has no more events come, since there is nobody to take them. */
    private void detach() {
        if (attached != null) {
            attached.cancel();
            latest = latest == attached ? null : latest;
            attached = null;
        }
        if (state != State.REFUSED) {
            state = State.NO_RECEIVER;
        }
    }

    /** Nothing is delivered any more, since the instance stops. */
    void stop() {
        stopRetry();
        stopAbsence();
        intake.close();
    }

    private void retryIn(long millis, Runnable task) {
        stopRetry();
        retry = peer.later(millis, () -> {
            retry = null;
            if (peer.link() != null) {
                task.run();
            }
        });
    }

    private void stopRetry() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    private void stopAbsence() {
        if (absence != null) {
            absence.cancel();
            absence = null;
        }
    }

    SubscriptionStatus status() {
        var counts = intake.counts();
        var row = wish.row();
        return new SubscriptionStatus(
                row.id(),
                source.publisher(),
                row.action(),
                row.receiver(),
                row.overflow(),
                state,
                reason,
                counts.sequence(),
                counts.received(),
                counts.missed(),
                counts.lossUnknown(),
                row.created());
    }
}
