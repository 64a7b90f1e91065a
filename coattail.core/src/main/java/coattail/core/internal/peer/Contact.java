// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.Validity;
import coattail.core.internal.work.Backoff;
import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;

/**
 * Keeps this instance connected with one peer whose token it holds, with that token accepted. Guarded by itself. No
 * connection is used while it is: its mailbox would run here, and may ask another contact.
 */
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
    private final InstantSource wall;
    private final Backoff backoff;
    private State state = State.WAITING;
    private String reason = "";
    private long connectedMillis;
    private Timeout timer;
    /** The attempt under way; what becomes of those before it doesn't matter any more. */
    private Joining attempt;

    Contact(
            String peerId,
            Directory directory,
            Links links,
            Dialler dialler,
            TimerWheel timers,
            InstantSource wall,
            Backoff backoff) {
        this.peerId = peerId;
        this.directory = directory;
        this.links = links;
        this.dialler = dialler;
        this.timers = timers;
        this.wall = wall;
        this.backoff = backoff;
    }

    synchronized State state() {
        return state;
    }

    /** Why it isn't connected, one line; may be empty. */
    synchronized String reason() {
        return reason;
    }

    /**
     * Shows the token that is held now, whatever it was about: over the connection that the peer has made, or a new
     * one.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    void dial() {
        next().ifPresent(joining -> {
            joining.outcome().whenComplete((nothing, thrown) -> over(joining, thrown));
            usable().ifPresentOrElse(link -> link.present(joining), () -> dialler.dial(joining));
        });
    }

    private synchronized Optional<Joining> next() {
        stopTimer();
        var held = directory.find(peerId).flatMap(peer -> peer.held());
        if (state == State.STOPPED || held.isEmpty()) {
            return Optional.empty();
        }
        if (granted()) {
            connected();
            return Optional.empty();
        }
        try {
            var joining = Joining.stored(peerId, held.get());
            var claims = joining.claims();
            if (claims.at(wall.instant()) == Validity.NOT_YET) {
                waitUntilValid(claims);
                return Optional.empty();
            }
            state = State.DIALLING;
            attempt = joining;
            return Optional.of(joining);
        } catch (TokenException e) {
            refused("the token held from it can't be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void waitUntilValid(TokenClaims claims) {
        var begin = claims.notBefore();
        // Looks again now and then, since clocks are set and machines sleep.
        long millis =
                Duration.between(wall.instant(), begin.minus(Validity.LEEWAY)).toMillis() + 1;
        waitFor(Math.min(millis, REFUSED_MILLIS), "the token held from it can be used from " + begin + " on");
    }

    private Optional<Link> usable() {
        return links.of(peerId).filter(Link::isUsable);
    }

    /** Whether a connection can be used on which the peer has accepted a token. */
    private boolean granted() {
        return links.toAsk(peerId)
                .filter(link -> link.isUsable() && link.asking().granted())
                .isPresent();
    }

    private synchronized void over(Joining joining, Throwable thrown) {
        if (!joining.equals(attempt)) {
            return;
        }
        attempt = null;
        if (thrown == null || granted()) {
            connected();
            return;
        }
        var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof CoattailException failure && lasting(failure.code())) {
            refused(failure.getMessage());
        } else {
            waitFor(backoff.next(), cause.getMessage());
        }
    }

    /** Whether a token that is refused so will be refused a second later as well. */
    static boolean lasting(ErrorCode code) {
        return switch (code) {
            case AUTH_FAILED, EXPIRED, REVOKED, FORBIDDEN -> true;
            default -> false;
        };
    }

    /** The peer has accepted a token, whoever dialled. */
    synchronized void connected() {
        if (state != State.STOPPED && state != State.CONNECTED) {
            stopTimer();
            state = State.CONNECTED;
            reason = "";
            connectedMillis = timers.now();
        }
    }

    /** The peer doesn't accept the token held from it on a connection of its own making, or any more. */
    synchronized void refused(HeldToken token, CoattailException why) {
        if (state == State.STOPPED || granted()) {
            return;
        }
        // Another may have taken that token's place while the connection served under it: that one isn't refused.
        if (lasting(why.code()) && isHeld(token)) {
            refused(why.getMessage());
        } else if (state == State.CONNECTED) {
            waitFor(backoff.next(), why.getMessage());
        }
    }

    private boolean isHeld(HeldToken token) {
        return directory
                .find(peerId)
                .flatMap(PeerRecord::held)
                .filter(held -> held.token().equals(token.token()))
                .isPresent();
    }

    private void refused(String why) {
        waitFor(REFUSED_MILLIS, why);
        state = State.REFUSED;
    }

    /** A connection with the peer is over, or about to be. */
    synchronized void lost(String why, long retryMillis) {
        if (state != State.CONNECTED
                || links.toAsk(peerId).filter(link -> link.asking().expected()).isPresent()) {
            return;
        }
        if (timers.now() - connectedMillis >= HEALTHY_MILLIS) {
            backoff.reset();
        }
        waitFor(backoff.next() + Math.max(0, Math.min(retryMillis, REFUSED_MILLIS)), why);
    }

    /** Stops for good. */
    void stop() {
        Joining unwanted;
        synchronized (this) {
            state = State.STOPPED;
            stopTimer();
            unwanted = attempt;
            attempt = null;
        }
        if (unwanted != null) {
            unwanted.outcome().cancel(false);
        }
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
