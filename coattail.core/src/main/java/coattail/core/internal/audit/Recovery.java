// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import coattail.core.spi.AuditHead;

/**
 * Where the log goes on when an instance starts, and what is to be said about how it was found. Only what stands behind
 * the database's head may be a crash's doing: records are on disk before the database knows of them. So a part of a
 * record behind it is cut off, and records behind it stay. Anything else is left as it was found, as evidence, and the
 * chain goes on from the head, so that what is missing shows for good.
 */
final class Recovery {
    private final LogFolder folder;
    private final Optional<AuditHead> head;
    /** The last record that the chain holds up to, once the head's has been found. */
    private Position last;

    private Path lastFile;
    private long lastEnd;
    private boolean found;
    private boolean broken;
    private long highest;

    private Recovery(LogFolder folder, Optional<AuditHead> head) {
        this.folder = folder;
        this.head = head;
    }

    /**
     * What was found.
     *
     * @param last where the chain goes on
     * @param file the file to go on in; empty if there is none
     * @param keep how much of that file stays; -1 for all
     * @param event what to put on record about it
     */
    record Found(Position last, Optional<Path> file, long keep, Optional<AuditEvent> event) {}

    static Found of(LogFolder folder, Optional<AuditHead> head) throws IOException {
        return new Recovery(folder, head).find();
    }

    private Found find() throws IOException {
        var files = folder.files();
        if (files.isEmpty()) {
            return head.map(known -> new Found(
                            position(known),
                            Optional.empty(),
                            -1,
                            Optional.of(damaged("the whole log was gone", known.count()))))
                    .orElse(new Found(Position.NOWHERE, Optional.empty(), -1, Optional.empty()));
        }
        for (var file : sinceHead(files)) {
            read(file);
        }
        return head.isPresent() ? judge(head.get(), files) : withoutHead(files);
    }

    /** The database doesn't know of a log. That of a first start that was broken off has no more than a beginning. */
    private Found withoutHead(List<Path> files) throws IOException {
        var newest = files.get(files.size() - 1);
        if (files.size() == 1 && highest <= 1) {
            return highest == 0
                    ? new Found(Position.NOWHERE, Optional.of(newest), 0, crash(0, Files.size(newest)))
                    : new Found(last, Optional.of(newest), lastEnd, crash(1, Files.size(newest) - lastEnd));
        }
        return new Found(
                found ? last : Position.NOWHERE,
                Optional.of(newest),
                -1,
                Optional.of(damaged("the database knew of no log, though there was one", highest)));
    }

    private Found judge(AuditHead known, List<Path> files) throws IOException {
        var newest = files.get(files.size() - 1);
        if (!found) {
            var why = highest < known.count()
                    ? "records were cut off, the first of them number " + (highest + 1)
                    : "record " + known.count() + " wasn't the one that the database knew of";
            return new Found(position(known), Optional.of(newest), -1, Optional.of(damaged(why, known.count())));
        }
        long behind = last.number() - known.count();
        long rest = Files.size(lastFile) - lastEnd;
        int filesBehind = files.size() - 1 - files.indexOf(lastFile);
        long bytesBehind = filesBehind == 0 ? rest : rest + Files.size(newest);
        if (known.closed() && behind + bytesBehind > 0) {
            var why = "something stood behind the last record, though the log had been closed";
            return new Found(position(known), Optional.of(newest), -1, Optional.of(damaged(why, known.count())));
        }
        if (filesBehind > 1 || (filesBehind == 1 && rest > 0)) {
            var why = "what stood behind record " + last.number() + " doesn't follow from it";
            return new Found(last, Optional.of(newest), -1, Optional.of(damaged(why, known.count())));
        }
        return new Found(last, Optional.of(newest), filesBehind == 0 ? lastEnd : 0, crash(behind, bytesBehind));
    }

    private Optional<AuditEvent> crash(long behind, long rest) {
        if (behind == 0 && rest == 0) {
            return Optional.empty();
        }
        var event = AuditEvent.of(rest > 0 ? AuditKind.TORN : AuditKind.UNCONFIRMED, Outcome.ALLOWED)
                .because("the process had died, or the power had failed");
        if (behind > 0) {
            event = event.with("records that the database didn't know of", behind)
                    .with("from", last.number() - behind + 1)
                    .with("through", last.number());
        }
        return Optional.of(rest > 0 ? event.with("bytes of no whole record, cut off", rest) : event);
    }

    /** All files from the one on that the head's record should be in. */
    private List<Path> sinceHead(List<Path> files) {
        long number = head.map(AuditHead::count).orElse(Long.MAX_VALUE);
        int from = 0;
        while (from + 1 < files.size() && LogFolder.first(files.get(from + 1)) <= number) {
            from++;
        }
        return files.subList(from, files.size());
    }

    private void read(Path file) throws IOException {
        try (var lines = new LineReader(file)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                judge(line.ended() ? RecordFormat.parse(line.bytes()) : Optional.empty(), file, line.end());
            }
        }
    }

    private void judge(Optional<RecordFormat.Parsed> record, Path file, long end) {
        record.ifPresent(one -> highest = Math.max(highest, one.position().number()));
        if (!found) {
            record.filter(this::isHead).ifPresent(one -> goOn(one, file, end));
        } else if (!broken) {
            record.filter(one -> one.follows(last)).ifPresentOrElse(one -> goOn(one, file, end), () -> broken = true);
        }
    }

    /** Without a head the log is taken from where it can be read. */
    private boolean isHead(RecordFormat.Parsed record) {
        return head.map(known -> record.position().equals(position(known))).orElse(true);
    }

    private void goOn(RecordFormat.Parsed record, Path file, long end) {
        found = true;
        last = record.position();
        lastFile = file;
        lastEnd = end;
    }

    private static Position position(AuditHead head) {
        return new Position(head.count(), head.hash());
    }

    private static AuditEvent damaged(String why, long count) {
        return AuditEvent.of(AuditKind.DAMAGED, Outcome.FAILED)
                .because(why)
                .with("records that there should have been", count);
    }
}
