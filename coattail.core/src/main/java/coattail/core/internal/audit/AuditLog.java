// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import coattail.core.admin.AuditRecord;
import coattail.core.admin.AuditReport;
import coattail.core.internal.work.CleanThreads;
import coattail.core.spi.AuditHead;
import coattail.core.spi.AuditHeads;

/** The audit log of an instance: takes events, and can be read and verified. Safe for use by several threads. */
public final class AuditLog implements AuditTrail, AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final long FILE_BYTES = 16 * 1024 * 1024;
    private static final long PATIENCE_SECONDS = 10;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final LogFolder folder;
    private final Checkpoints checkpoints;
    private final AuditHeads heads;
    private final Bounds bounds;
    private final Inbox<Pending> inbox = new Inbox<>(MOST_WAITING);
    private final Writer writer;
    private final Thread thread;
    private volatile boolean closed;

    private AuditLog(LogFolder folder, Chain chain, Checkpoints checkpoints, AuditHeads heads, LongSupplier clock) {
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.heads = heads;
        bounds = new Bounds(() -> clock.getAsLong() * NANOS_PER_MILLI);
        writer = new Writer(inbox, chain, heads, bounds, clock, MOST_WAITING);
        thread = new CleanThreads("coattail-audit-").newThread(writer);
        thread.setName("coattail-audit");
    }

    /**
     * Opens the log where it ended, or begins one.
     *
     * @param path the folder of its files, made where it is missing
     * @param heads what the database knows of it
     * @param identity whose log it is, and its signature
     * @param clock milliseconds that never go back
     * @param wall what records are dated by
     * @throws AuditException if it can't be read or written
     */
    public static AuditLog open(
            Path path, AuditHeads heads, Identity identity, LongSupplier clock, InstantSource wall) {
        try {
            return open(new LogFolder(path), heads, identity, clock, wall, FILE_BYTES);
        } catch (IOException e) {
            throw new AuditException("the audit log in " + path + " can't be opened: " + e.getMessage(), e);
        }
    }

    static AuditLog open(
            LogFolder folder,
            AuditHeads heads,
            Identity identity,
            LongSupplier clock,
            InstantSource wall,
            long fileBytes)
            throws IOException {
        var checkpoints = new Checkpoints(identity.id(), identity.publicKey(), identity.signer());
        folder.make();
        var found = Recovery.of(folder, heads.find());
        var chain = new Chain(folder, found.last(), checkpoints, wall, fileBytes);
        if (found.file().isPresent()) {
            chain.open(found.file().get(), found.keep());
        }
        var log = new AuditLog(folder, chain, checkpoints, heads, clock);
        try {
            log.begin(found);
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Whose log it is.
     *
     * @param id the instance's id
     * @param publicKey the raw public identity key
     * @param signer signs with the identity key
     */
    public record Identity(String id, byte[] publicKey, UnaryOperator<byte[]> signer) {
        public Identity {
            requireNonNull(id, "id");
            requireNonNull(publicKey, "publicKey");
            requireNonNull(signer, "signer");
        }
    }

    private void begin(Recovery.Found found) {
        var last = found.last();
        boolean known = heads.find().filter(head -> !head.closed()).isPresent();
        if (last.number() > 0 && !known) {
            // Not closed any more, said before anything is written: else a crash in between would look like an
            // addition.
            heads.put(new AuditHead(last.number(), last.hash(), false));
        }
        thread.start();
        if (last.number() == 0) {
            record(AuditEvent.of(AuditKind.BEGIN, Outcome.ALLOWED).with("log of", checkpoints.instanceId()));
        }
        found.event().ifPresent(this::note);
    }

    @Override
    public void note(AuditEvent event) {
        if (bounds.admit(event) && (closed || !inbox.offer(Pending.note(event)))) {
            bounds.lost(event);
        }
    }

    @Override
    public void record(AuditEvent event) {
        await(Pending.awaited(event));
    }

    /** Why nothing can be written now; empty if all is well. */
    public String trouble() {
        return writer.trouble();
    }

    /**
     * Verifies the log, up to now.
     *
     * @throws AuditException if it can't be written or read
     */
    public AuditReport verify() {
        var known = heads.find(); // before: the barrier puts right what it says
        var last = await(Pending.barrier(true));
        try {
            return new Verification(folder, checkpoints, last, known).run();
        } catch (IOException e) {
            throw new AuditException("the audit log can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * The newest records that fit, the oldest of them first.
     *
     * @throws AuditException if the log can't be read
     */
    public List<AuditRecord> show(int last, Predicate<AuditRecord> fits) {
        if (trouble().isEmpty()) { // else what is there can be read all the same
            await(Pending.barrier(false));
        }
        try {
            return Records.newest(folder, last, fits);
        } catch (IOException e) {
            throw new AuditException("the audit log can't be read: " + e.getMessage(), e);
        }
    }

    private Position await(Pending pending) {
        if (closed || !inbox.offer(pending)) {
            throw new AuditException(
                    closed ? "the audit log is closed" : "the audit log has more to write than it can");
        }
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                try {
                    return pending.settled().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // whoever is interrupted still has to know whether it is on record
                }
            }
        } catch (ExecutionException e) {
            throw new AuditException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AuditException("the audit log wasn't written within " + PATIENCE_SECONDS + " s", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes what there is, signs it, and closes the file. What comes later isn't on record. */
    @Override
    public void close() {
        closed = true;
        writer.stop();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
