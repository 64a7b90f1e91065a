// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.AuditHead;
import coattail.core.spi.AuditHeads;
import coattail.core.spi.StoreException;

/**
 * Writes what comes in, on a thread of its own: what somebody waits for is on disk and known to the database at once,
 * together with all that came in meanwhile; the rest after a second. What the disk doesn't take is taken back and tried
 * again: not what somebody waits for, who is told.
 */
final class Writer implements Runnable {
    /** How long a note may be with the operating system alone. */
    static final long SETTLED_WITHIN = 1_000;

    static final long SIGNED_WITHIN = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int MOST_AT_ONCE = 512;
    private static final long IDLE_MILLIS = 60_000;

    private final Inbox<Pending> inbox;
    private final Chain chain;
    private final AuditHeads heads;
    private final Bounds bounds;
    private final LongSupplier clock;
    private final int mostKept;
    /** What isn't known to be on disk, in its order. The first ones are written. */
    private final List<Pending> unsettled = new ArrayList<>();

    private int written;
    /** What the database knows. */
    private Position known;

    private long unsettledSince;
    private long signed;
    private long failed;
    private boolean headBehind;
    private volatile String trouble = "";
    private volatile boolean stopping;

    Writer(Inbox<Pending> inbox, Chain chain, AuditHeads heads, Bounds bounds, LongSupplier clock, int mostKept) {
        this.inbox = inbox;
        this.chain = chain;
        this.heads = heads;
        this.bounds = bounds;
        this.clock = clock;
        this.mostKept = mostKept;
        this.known = chain.settled();
        this.signed = clock.getAsLong();
    }

    /** Why nothing can be written now; empty if all is well. */
    String trouble() {
        return trouble;
    }

    /** Writes what is there, and ends. */
    void stop() {
        stopping = true;
        inbox.wake();
    }

    @Override
    public void run() {
        while (!stopping) {
            step(inbox.take(MOST_AT_ONCE, patience()));
        }
        for (var rest = inbox.take(MOST_AT_ONCE, 0); !rest.isEmpty(); rest = inbox.take(MOST_AT_ONCE, 0)) {
            step(rest);
        }
        finish();
    }

    private long patience() {
        boolean busy = !unsettled.isEmpty() || chain.isUnsigned() || headBehind || !trouble.isEmpty();
        return busy ? SETTLED_WITHIN : IDLE_MILLIS;
    }

    private void step(List<Pending> batch) {
        long now = clock.getAsLong();
        if (unsettled.isEmpty()) {
            unsettledSince = now;
        }
        unsettled.addAll(batch);
        boolean awaited = batch.stream().anyMatch(Pending::isAwaited);
        if (!trouble.isEmpty() && !awaited && now - failed < SETTLED_WITHIN) {
            drop();
            return;
        }
        try {
            if (now - signed >= SIGNED_WITHIN) {
                bounds.leftOut().map(Pending::note).ifPresent(unsettled::add);
            }
            if (!trouble.isEmpty()) {
                chain.rollBack();
                written = 0;
            }
            write();
            if (awaited
                    || headBehind
                    || !trouble.isEmpty()
                    || now - unsettledSince >= SETTLED_WITHIN
                    || now - signed >= SIGNED_WITHIN) {
                settle(now - signed >= SIGNED_WITHIN || batch.stream().anyMatch(Pending::sign));
            }
        } catch (IOException | RuntimeException e) {
            fail(e, now);
        }
    }

    private void write() throws IOException {
        for (; written < unsettled.size(); written++) {
            var event = unsettled.get(written).event();
            if (event.isPresent()) {
                if (chain.isFull()) {
                    settle(false);
                    chain.nextFile();
                }
                chain.add(event.get());
            }
        }
        chain.write();
    }

    /** Has on disk what is written, tells the database, and then who waits. */
    private void settle(boolean sign) throws IOException {
        if (sign && chain.isUnsigned()) {
            chain.sign();
        }
        if (sign) {
            signed = clock.getAsLong();
        }
        chain.settle();
        well();
        var done = List.copyOf(unsettled.subList(0, written));
        unsettled.subList(0, written).clear();
        written = 0;
        unsettledSince = clock.getAsLong();
        try {
            putHead(false);
            done.forEach(one -> one.complete(chain.settled()));
        } catch (StoreException e) {
            // It stays on record that it was allowed; that it was not done is noted by who is told so here.
            var why = new AuditException("the database failed: " + e.getMessage(), e);
            done.forEach(one -> one.fail(why));
            if (!headBehind) {
                LOG.error("The database doesn't take how far the audit log has come; it is tried again", e);
            }
            headBehind = true;
        }
    }

    private void putHead(boolean closed) {
        var last = chain.settled();
        if ((closed && last.number() > 0) || !last.equals(known)) {
            heads.put(new AuditHead(last.number(), last.hash(), closed));
        }
        known = last;
        headBehind = false;
    }

    private void well() {
        if (!trouble.isEmpty()) {
            trouble = "";
            LOG.info("The audit log is written again");
        }
    }

    private void fail(Exception cause, long now) {
        failed = now;
        var why = "the audit log can't be written: " + describe(cause);
        if (trouble.isEmpty()) {
            LOG.error("{}; nobody's authority can be changed until it can", why, cause);
        }
        trouble = why;
        written = 0;
        var refusal = new AuditException(why, cause);
        unsettled.removeIf(one -> {
            one.fail(refusal);
            return one.isAwaited();
        });
        drop();
    }

    /** What can't be kept until the disk takes it again is counted. */
    private void drop() {
        while (unsettled.size() > mostKept) {
            unsettled.remove(unsettled.size() - 1).event().ifPresent(bounds::lost);
        }
    }

    private void finish() {
        try {
            if (!trouble.isEmpty()) {
                chain.rollBack();
                written = 0;
            }
            bounds.leftOut().map(Pending::note).ifPresent(unsettled::add);
            write();
            settle(true);
            putHead(true);
        } catch (IOException | RuntimeException e) {
            unsettled.forEach(one -> one.fail(new AuditException("the audit log is closed", e)));
            LOG.error("The audit log isn't closed in good order: {}", e.getMessage(), e);
        }
        try {
            chain.close();
        } catch (IOException e) {
            LOG.error("The file of the audit log can't be closed: {}", describe(e), e);
        }
    }

    private static String describe(Exception e) {
        return e instanceof FileSystemException file && file.getReason() != null ? file.getReason() : e.getMessage();
    }
}
