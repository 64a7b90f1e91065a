// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.concurrent.CompletableFuture;

import coattail.api.CoattailException;
import coattail.api.Overflow;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;

/**
 * One SUBSCRIBE, and the stream that it opens. What it is told it hands on at once; what follows from that is decided
 * by its inlet.
 */
final class Attempt implements SessionEvents.ResponseListener {
    private static final int MOST_WAITING = 64;

    private final Inlet inlet;
    private final Intake intake;
    private final PublisherLink link;
    private final long number;
    private final Overflow overflow;
    private final Credit.Amount amount;
    /** Belongs to the queue of the peer's subscriptions. */
    private CompletableFuture<Void> done;

    private final LateStream stream = new LateStream();

    /**
     * @param number higher than that of any attempt before
     * @param done whom to tell what became of it, {@code null} for nobody
     */
    Attempt(
            Inlet inlet,
            Intake intake,
            PublisherLink link,
            long number,
            Overflow overflow,
            CompletableFuture<Void> done) {
        this.inlet = inlet;
        this.intake = intake;
        this.link = link;
        this.number = number;
        this.overflow = overflow;
        this.amount = intake.opening(most(overflow));
        this.done = done;
    }

    void open(String subscription, Source source, long deadline) {
        stream.opened(link.open(
                grant -> new Message.Subscribe(
                        grant,
                        source.action(),
                        source.receiver(),
                        Id16.parse(subscription),
                        amount.messages(),
                        amount.bytes(),
                        policy(overflow),
                        overflow == Overflow.LATEST ? 1 : -1),
                deadline,
                this));
    }

    private static int policy(Overflow overflow) {
        return switch (overflow) {
            case DROP_OLDEST, LATEST -> 0;
            case DROP_NEWEST -> 1;
            case DISCONNECT -> 2;
        };
    }

    private static int most(Overflow overflow) {
        return overflow == Overflow.LATEST ? 1 : MOST_WAITING;
    }

    PublisherLink link() {
        return link;
    }

    long number() {
        return number;
    }

    Overflow overflow() {
        return overflow;
    }

    /** How many events may wait here. */
    int most() {
        return most(overflow);
    }

    Credit.Amount amount() {
        return amount;
    }

    /** Whether nobody waits to be told what comes of it. */
    boolean unasked() {
        return done == null;
    }

    /** Another attempt tells who asked for it. @return {@code null} for nobody */
    CompletableFuture<Void> takeDone() {
        var taken = done;
        done = null;
        return taken;
    }

    /** Tells who asked for it that the subscription stands. */
    void succeeded() {
        if (done != null) {
            done.complete(null);
        }
    }

    /** Tells who asked for it, unless it has succeeded. */
    void failed(CoattailException failure) {
        if (done != null) {
            done.completeExceptionally(failure);
        }
    }

    @Override
    public void answered(Message answer) {
        intake.attached(this, (Message.Subscribed) answer);
        inlet.answered(this);
    }

    @Override
    public void event(Message.Notify event) {
        intake.came(this, event);
    }

    @Override
    public void failed(Failure failure) {
        intake.detached(this);
        inlet.failed(this, failure);
    }

    /** Detaches: no event is wanted on this stream any more. */
    void cancel() {
        intake.detached(this);
        stream.cancel();
    }

    void credit(int messages, int bytes) {
        stream.credit(messages, bytes);
    }

    void acknowledge(long sequence, int status) {
        stream.acknowledge(sequence, status);
    }
}
