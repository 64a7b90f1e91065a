// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import coattail.api.ErrorCode;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.session.IncomingBody;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;

/**
 * A body that comes from a peer in several frames. Room for what may come is taken from the budget before the peer is
 * told that it may: for all of it where it is gathered, for a window where it is read as a stream. Guarded by itself;
 * nothing else is called while it is.
 */
final class Arrival implements ArrivingRest, IncomingBody.Sink {
    private static final long RETRY_MILLIS = 250;

    private final IncomingBody body;
    private final Executor mailbox;
    private final ByteBudget.Share account;
    private final Runnable unwanted;
    private final Runnable over;

    private boolean taken;
    /** What is on the account. */
    private long held;

    private Failure failure;
    private boolean complete;
    /** Where it is gathered; {@code null} else. */
    private ByteBuffer gathered;

    private Body first;
    private Consumer<Body> whole;
    private Consumer<Failure> failed;
    /** Where it is read as a stream; {@code null} else. */
    private ArrivalStream stream;

    /**
     * @param mailbox that of the connection
     * @param account of the peer
     * @param unwanted runs, on any thread, when nobody reads a stream any more of which not all has come
     * @param over runs, in the mailbox, once the body is whole or has failed
     */
    Arrival(IncomingBody body, Executor mailbox, ByteBudget.Share account, Runnable unwanted, Runnable over) {
        this.body = requireNonNull(body, "body");
        this.mailbox = mailbox;
        this.account = account;
        this.unwanted = unwanted;
        this.over = over;
        body.into(this);
    }

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public void gather(Body start, Consumer<Body> onWhole, Consumer<Failure> onFailed) {
        Failure refused;
        synchronized (this) {
            refused = take(start.size());
            if (refused == null) {
                first = start;
                whole = onWhole;
                failed = onFailed;
                gathered = ByteBuffer.allocate((int) start.size()).put(start.view());
            }
        }
        if (refused == null) {
            credit((int) length());
        } else {
            unwanted();
            onFailed.accept(refused);
        }
    }

    @Override
    public InputStream open(Body start) {
        int window = (int) Math.min(ArrivalStream.WINDOW, length());
        Failure refused;
        var opened = new ArrivalStream(start.view(), length(), window, this);
        synchronized (this) {
            refused = take(window);
            if (refused == null) {
                stream = opened;
            }
        }
        if (refused != null) {
            unwanted();
            throw Failures.exception(refused);
        }
        credit(window);
        return opened;
    }

    /** @return why not; {@code null} where the bytes are on the account */
    private Failure take(long bytes) {
        if (taken) {
            throw new IllegalStateException("a streamed body is read once");
        }
        if (failure != null) {
            return failure;
        }
        if (!account.tryTake(bytes)) {
            return Failure.of(
                    ErrorCode.BUSY, "there is no room for a body of " + bytes + " bytes at the moment", RETRY_MILLIS);
        }
        taken = true;
        held = bytes;
        return null;
    }

    /** Lets more bytes come. */
    void credit(int bytes) {
        mailbox.execute(() -> body.credit(bytes));
    }

    /** Nobody reads it any more. */
    void unwanted() {
        release();
        boolean unfinished;
        synchronized (this) {
            unfinished = !complete && failure == null;
        }
        if (unfinished) {
            unwanted.run();
        }
    }

    @Override
    public void part(ByteBuffer bytes, boolean last) {
        ArrivalStream reader;
        Consumer<Body> done = null;
        Body all = null;
        synchronized (this) {
            complete = last;
            reader = stream;
            if (gathered != null) {
                gathered.put(bytes);
                if (last) {
                    done = whole;
                    all = new Body(first.type(), gathered.flip());
                    gathered = null;
                }
            }
        }
        if (reader != null) {
            reader.add(bytes);
        }
        if (last) {
            over.run();
        }
        if (done != null) {
            done.accept(all);
        }
    }

    @Override
    public void failed(Failure why) {
        ArrivalStream reader;
        Consumer<Failure> told;
        synchronized (this) {
            if (complete || failure != null) {
                return;
            }
            failure = why;
            reader = stream;
            told = failed;
            gathered = null;
        }
        if (reader != null) {
            reader.fail(why);
        }
        over.run();
        if (told != null) {
            release();
            told.accept(why);
        }
    }

    @Override
    public void release() {
        long given;
        synchronized (this) {
            given = held;
            held = 0;
        }
        if (given > 0) {
            account.give(given);
        }
    }
}
