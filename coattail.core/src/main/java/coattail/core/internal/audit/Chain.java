// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The end of the log, to which records are added: renders them, signs checkpoints among them, and goes on in a new file
 * where one is full. For one thread. Whatever throws, {@link #rollBack} takes the log back to what is on disk.
 */
final class Chain implements AutoCloseable {
    /** How many records may stand between two checkpoints. */
    static final int SIGNED_EACH = 1_000;

    private static final int LONGEST_BLOCK = 1 << 16;

    private final LogFolder folder;
    private final Checkpoints checkpoints;
    private final InstantSource wall;
    private final long fileBytes;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private LogFile file;
    private Place written;
    private Place settled;

    /**
     * How far the log has come.
     *
     * @param last the last record
     * @param unsigned how many records stand behind the last checkpoint
     */
    private record Place(Position last, int unsigned) {}

    /**
     * @param last the record to go on behind
     * @param fileBytes how long a file gets
     */
    Chain(LogFolder folder, Position last, Checkpoints checkpoints, InstantSource wall, long fileBytes) {
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.wall = wall;
        this.fileBytes = fileBytes;
        // Nobody knows how many there are behind the last checkpoint of an earlier life: the next record is one.
        settled = new Place(last, last.number() == 0 ? 0 : SIGNED_EACH);
        written = settled;
    }

    /**
     * Goes on in a file.
     *
     * @param keep how much of it stays; -1 for all
     */
    void open(Path path, long keep) throws IOException {
        file = folder.open(path);
        if (keep >= 0 && keep < file.length()) {
            file.truncate(keep);
        }
        if (file.length() > 0 && !endsWithLine(path, file.length())) {
            file.write(new byte[] {'\n'});
        }
        file.force();
    }

    private static boolean endsWithLine(Path path, long length) throws IOException {
        try (var channel = Files.newByteChannel(path)) {
            var last = ByteBuffer.allocate(1);
            channel.position(length - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    /** The last record on disk. */
    Position settled() {
        return settled.last();
    }

    /** Whether there are records that no checkpoint covers. */
    boolean isUnsigned() {
        return written.unsigned() > 0;
    }

    /** Whether the file is so long that the next record belongs into another. */
    boolean isFull() {
        return file != null && file.length() + block.size() >= fileBytes;
    }

    /** Adds a record; before it a checkpoint, where it is time for one. */
    void add(AuditEvent event) throws IOException {
        boolean first = file == null || file.length() + block.size() == 0;
        // Each file begins with a checkpoint, so that the log can be verified from there on; only the first can't.
        if (written.unsigned() >= SIGNED_EACH || (first && written.last().number() > 0)) {
            sign();
        }
        put(RecordFormat.render(event, wall.instant(), written.last()));
        written = new Place(written.last(), written.unsigned() + 1);
    }

    /** Adds a checkpoint. */
    void sign() throws IOException {
        var event = AuditEvent.of(AuditKind.CHECKPOINT, Outcome.ALLOWED);
        put(RecordFormat.render(event, wall.instant(), written.last(), checkpoints));
        written = new Place(written.last(), 0);
    }

    private void put(RecordFormat.Rendered rendered) throws IOException {
        if (file == null) {
            open(folder.file(rendered.position().number()), 0);
        }
        block.writeBytes(rendered.line());
        written = new Place(rendered.position(), written.unsigned());
        if (block.size() >= LONGEST_BLOCK) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (block.size() > 0) {
            file.write(block.toByteArray());
            block.reset();
        }
    }

    /** Has all on disk that was added. */
    void settle() throws IOException {
        flush();
        if (file != null) {
            file.force();
        }
        settled = written;
    }

    /** Hands over what was added to the operating system, without waiting for the disk. */
    void write() throws IOException {
        flush();
    }

    /** Has all on disk that was added, and goes on in a new file. */
    void nextFile() throws IOException {
        settle();
        var next = folder.open(folder.file(settled.last().number() + 1));
        file.close();
        file = next;
        file.truncate(0);
    }

    /** Takes back what isn't on disk yet. */
    void rollBack() throws IOException {
        block.reset();
        written = settled;
        if (file != null) {
            file.rollBack();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
