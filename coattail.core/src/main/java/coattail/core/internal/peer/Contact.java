// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.concurrent.CompletionException;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.work.Backoff;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Timeout;

/** Keeps this instance connected with one peer whose token it holds. Guarded by itself; calls nothing that waits. */
final class Contact {
    /** A token that was refused won't be accepted a second later: dialling goes on slowly. */
    private static final long REFUSED_MILLIS = 15 * 60_000;
    private static final long HEALTHY_MILLIS = 60_000;

    /** What it is about. */
    enum State {
        WAITING,
        DIALLING,
        CONNECTED,
        REFUSED,
        STOPPED
    }

    private final String peerId;
    private final Directory directory;
    private final Links links;
    private final Dialler dialler;
    private final TimerWheel timers;
    private final Backoff backoff;
    private State state = State.WAITING;
    private String reason = "";
    private long connectedMillis;
    private Timeout timer;

    Contact(String peerId, Directory directory, Links links, Dialler dialler, TimerWheel timers, Backoff backoff) {
        this.peerId = peerId;
        this.directory = directory;
        this.links = links;
        this.dialler = dialler;
        this.timers = timers;
        this.backoff = backoff;
    }

    synchronized State state() {
        return state;
    }

    /** Why it isn't connected, one line; may be empty. */
    synchronized String reason() {
        return reason;
    }

    /** Dials now, whatever it was about. */
    synchronized void dial() {
        stopTimer();
        var held = directory.find(peerId).flatMap(peer -> peer.held());
        if (state == State.STOPPED || held.isEmpty()) {
            return;
        }
        if (links.of(peerId).filter(Link::isUsable).isPresent()) {
            connected();
            return;
        }
        state = State.DIALLING;
        var joining = Joining.stored(peerId, held.get());
        joining.outcome().whenComplete((nothing, thrown) -> dialled(thrown));
        dialler.dial(joining);
    }

    private synchronized void dialled(Throwable thrown) {
        if (state == State.STOPPED) {
            return;
        }
        if (thrown == null || links.of(peerId).filter(Link::isUsable).isPresent()) {
            connected();
            return;
        }
        var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof CoattailException refused && lasting(refused.code())) {
            refused(refused.getMessage());
        } else {
            waitFor(backoff.next(), cause.getMessage());
        }
    }

    private static boolean lasting(ErrorCode code) {
        return switch (code) {
            case AUTH_FAILED, EXPIRED, REVOKED, FORBIDDEN, PROOF_FAILED -> true;
            default -> false;
        };
    }

    /** A connection with the peer can be used, whoever dialled it. */
    synchronized void connected() {
        if (state != State.STOPPED && state != State.CONNECTED) {
            stopTimer();
            state = State.CONNECTED;
            reason = "";
            connectedMillis = timers.now();
        }
    }

    /** The peer doesn't accept the token held from it, now or any more. */
    synchronized void refused(String why) {
        if (state != State.STOPPED) {
            waitFor(REFUSED_MILLIS, why);
            state = State.REFUSED;
        }
    }

    /** A connection with the peer is over. */
    synchronized void lost(String why, long retryMillis) {
        if (state != State.CONNECTED || links.of(peerId).filter(Link::isUsable).isPresent()) {
            return;
        }
        if (timers.now() - connectedMillis >= HEALTHY_MILLIS) {
            backoff.reset();
        }
        long pause = backoff.next();
        waitFor(retryMillis >= 0 ? retryMillis + pause : pause, why);
    }

    /** Stops for good. */
    synchronized void stop() {
        state = State.STOPPED;
        stopTimer();
    }

    private void waitFor(long millis, String why) {
        stopTimer();
        state = State.WAITING;
        reason = why;
        timer = timers.schedule(timers.now() + millis, this::dial);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
