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
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Timeout;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;

/**
 * One subscription of this instance, from the wish to its end. Its methods run one at a time, on the queue of its peer's
 * {@link PeerSubscriptions}; only {@link #answered}, {@link #failed} and {@link #status} are called from elsewhere.
 */
final class Inlet {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);
    private static final long ANSWER_MILLIS = 30_000;
    private static final long ABSENCE_MILLIS = 5_000;

    private final PeerSubscriptions peer;
    private final Source source;
    private final Backoff backoff;
    private volatile Intake intake;
    /** As it is stored, or is to be. */
    private volatile Subscription row;
    private volatile State state = State.WAITING;
    private volatile String reason;

    private volatile boolean stored;
    /** What is stored of it still while it is wanted again but the publisher hasn't agreed; {@code null} else. */
    private Subscription dropped;
    /** Attempts before this one are void. */
    private long first;
    /** The last attempt that isn't known to have failed, and the one whose stream is open. */
    private Attempt latest;
    private Attempt attached;
    private Timeout retry;
    /** Whether the receiver has been gone for so long that no event is wanted. */
    private boolean absent;
    private Timeout absence;

    Inlet(PeerSubscriptions peer, Source source, Subscription row, boolean stored) {
        this.peer = peer;
        this.source = source;
        this.row = row;
        this.stored = stored;
        this.reason = row.reason();
        this.backoff = new Backoff(peer.setting().random());
        this.intake = peer.intake(source);
        if (stored) {
            intake.begin();
            absent = !receiverOffered();
            state = !wanted() ? State.ENDING : absent ? State.NO_RECEIVER : State.WAITING;
        }
    }

    Source source() {
        return source;
    }

    Subscription row() {
        return row;
    }

    boolean stored() {
        return stored;
    }

    boolean wanted() {
        return row.state() == Subscription.State.WANTED;
    }

    private boolean receiverOffered() {
        return peer.setting().reception().receivers().offered(source.receiver());
    }

    /** Asks for it as it is, since a connection has come, or a token has been accepted on it. */
    void ask() {
        ask(row.overflow(), null);
    }

    /** Asks for it. @param done whom to tell what came of it, {@code null} for nobody */
    void ask(Overflow overflow, CompletableFuture<Void> done) {
        stopRetry();
        var attempt = new Attempt(this, intake, peer.link(), peer.nextAttempt(), overflow, done);
        latest = attempt;
        attempt.open(row.id(), source, peer.now() + ANSWER_MILLIS);
    }

    /** Whether a repeat with this policy would change nothing. */
    boolean stands(Overflow overflow) {
        return attached != null && latest == attached && stored && row.overflow() == overflow;
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
            complete(attempt, new CoattailException(ErrorCode.CANCELLED, "the subscription was ended meanwhile"));
            return;
        }
        if (attached == null || attached.number() < attempt.number()) {
            attached = attempt;
        }
        backoff.succeeded(peer.now());
        try {
            store(with(attempt.overflow(), Subscription.State.WANTED, ""));
        } catch (StoreException e) {
            onUnstored(attempt, e);
            return;
        }
        reason = "";
        intake.begin();
        if (absent) {
            detach();
        } else {
            state = State.ATTACHED;
        }
        complete(attempt, null);
    }

    /** What isn't stored here must not stand there: it would be gone after a restart without anybody having ended it. */
    private void onUnstored(Attempt attempt, StoreException e) {
        LOG.error("{}: the subscription could not be stored", source, e);
        if (stored) {
            ask();
        } else {
            forget();
            peer.sendUnsubscribe(this);
        }
        complete(attempt, new CoattailException(
                ErrorCode.INTERNAL, "the subscription could not be stored; the log says why", null, e));
    }

    private void onFailure(Attempt attempt, Failure failure) {
        complete(attempt, exception(failure));
        if (attached == attempt) {
            attached = null;
        }
        if (latest != attempt) {
            return;
        }
        latest = attached;
        if (!stored) {
            giveUp();
            return;
        }
        var end = StreamEnd.of(failure.code());
        if (attached == null || end == StreamEnd.FORGET) {
            end(end, failure);
        } else if (end == StreamEnd.TRY_AGAIN && attempt.done() == null) {
            // The stream before still stands, but not for long perhaps: this was the repeat under another token.
            askLater(failure);
        }
    }

    /** The publisher didn't agree to what wasn't stored. */
    private void giveUp() {
        if (dropped == null) {
            forget();
            return;
        }
        row = dropped;
        dropped = null;
        stored = true;
        state = State.ENDING;
        intake.close();
        if (peer.link() != null) {
            peer.sendUnsubscribe(this);
        }
    }

    private void end(StreamEnd end, Failure failure) {
        String why = text(failure);
        state = absent ? State.NO_RECEIVER : State.WAITING;
        switch (end) {
            case FORGET -> revoked();
            case SHOW -> {
                state = State.REFUSED;
                reason = why;
                LOG.warn("{}: the publisher refuses it: {}", source, why);
                storeReason(why);
            }
            case TRY_AGAIN -> {
                reason = why;
                askLater(failure);
            }
            case WAIT -> reason = "";
        }
    }

    private void askLater(Failure failure) {
        long wait = Math.max(failure.retryMillis(), backoff.failed(peer.now()));
        LOG.info("{}: asking again in {} ms: {}", source, wait, text(failure));
        stopRetry();
        retry = peer.later(wait, () -> {
            retry = null;
            if (peer.link() != null && latest == attached && !absent) {
                ask();
            }
        });
    }

    private void storeReason(String why) {
        try {
            store(with(row.overflow(), Subscription.State.WANTED, why));
        } catch (StoreException e) {
            LOG.warn("{}: why it is refused could not be stored", source, e);
        }
    }

    private void revoked() {
        LOG.warn("{}: the publisher's operator has ended this subscription; it is deleted", source);
        deleteRow();
        forget();
    }

    private boolean deleteRow() {
        try {
            peer.setting().store().delete(row.id());
            return true;
        } catch (StoreException e) {
            LOG.error("{}: the subscription has ended but could not be deleted", source, e);
            return false;
        }
    }

    /** Ends it here, and notes that the publisher has yet to be told. @throws StoreException nothing has changed then */
    void drop() {
        store(with(row.overflow(), Subscription.State.DROPPED, ""));
        stopRetry();
        stopAbsence();
        state = State.ENDING;
        reason = "";
        voidAttempts();
        intake.close();
    }

    /** The publisher has taken the UNSUBSCRIBE. */
    void ended() {
        if (!stored) {
            // Wanted again meanwhile: what is stored still is of the one that has ended.
            if (dropped != null && deleteRow()) {
                dropped = null;
            }
        } else if (!wanted() && deleteRow()) {
            forget();
        }
    }

    /** The publisher hasn't taken the UNSUBSCRIBE; it is told at the next contact at the latest. */
    void notEnded(Failure failure) {
        LOG.info("{}: the publisher wasn't told of the end: {}", source, text(failure));
        if (stored && !wanted() && StreamEnd.of(failure.code()) == StreamEnd.TRY_AGAIN) {
            long wait = Math.max(failure.retryMillis(), backoff.failed(peer.now()));
            stopRetry();
            retry = peer.later(wait, () -> {
                retry = null;
                if (stored && !wanted() && peer.link() != null) {
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

    /** Wants it again after it was dropped. It is stored once the publisher has agreed. */
    void revive() {
        stopRetry();
        intake = peer.intake(source);
        dropped = row;
        row = with(row.overflow(), Subscription.State.WANTED, "");
        stored = false;
        state = State.WAITING;
        absent = false;
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
                if (wanted() && !receiverOffered()) {
                    absent = true;
                    intake.refuseWaiting();
                    detach();
                }
            });
        }
    }

    void receiverCame() {
        stopAbsence();
        boolean wasAbsent = absent;
        absent = false;
        intake.resume();
        if (wasAbsent && state == State.NO_RECEIVER) {
            state = State.WAITING;
            if (peer.link() != null && latest == null && retry == null) {
                ask();
            }
        }
    }

    /** Has no more events come, since there is nobody to take them. */
    private void detach() {
        if (state != State.REFUSED) {
            state = State.NO_RECEIVER;
        }
        if (attached != null) {
            attached.cancel();
            if (latest == attached) {
                latest = null;
            }
            attached = null;
        }
    }

    /** Nothing is delivered any more, since the instance stops. */
    void stop() {
        stopRetry();
        stopAbsence();
        intake.close();
    }

    private void store(Subscription next) {
        if (!stored || !next.equals(row)) {
            peer.setting().store().put(next);
            row = next;
            stored = true;
            dropped = null;
        }
    }

    private Subscription with(Overflow overflow, Subscription.State wanted, String why) {
        return new Subscription(
                row.id(), row.peerId(), row.action(), row.receiver(), overflow, wanted, why, row.created());
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

    private static void complete(Attempt attempt, CoattailException failure) {
        if (attempt.done() == null) {
            return;
        }
        if (failure == null) {
            attempt.done().complete(null);
        } else {
            attempt.done().completeExceptionally(failure);
        }
    }

    static CoattailException exception(Failure failure) {
        var retryAfter = failure.retryMillis() < 0 ? null : java.time.Duration.ofMillis(failure.retryMillis());
        return new CoattailException(failure.code(), text(failure), retryAfter, null);
    }

    private static String text(Failure failure) {
        return failure.detail().isEmpty() ? failure.code().name() : failure.detail();
    }

    SubscriptionStatus status() {
        var counts = intake.counts();
        var known = row;
        return new SubscriptionStatus(
                known.id(),
                source.publisher(),
                known.action(),
                known.receiver(),
                known.overflow(),
                state,
                reason,
                counts.sequence(),
                counts.received(),
                counts.missed(),
                counts.lossUnknown(),
                known.created());
    }
}
