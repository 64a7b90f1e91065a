// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import coattail.core.admin.AuditFinding;
import coattail.core.admin.AuditFinding.Fault;
import coattail.core.admin.AuditReport;
import coattail.core.spi.AuditHead;

/**
 * Reads the log once, from its oldest file on, and finds where it isn't as it was written. Each record must have its
 * own hash, that of the one before it, and the number after that one's; each checkpoint the instance's signature; the
 * last one must be where this instance knows that it stopped.
 *
 * <p>Whoever changes a record and computes its hash anew is found at the next one, which has the old hash; whoever
 * computes all hashes after it anew, at the next checkpoint or at the end.
 */
final class Verification {
    private static final int MOST_FINDINGS = 20;

    private final LogFolder folder;
    private final Checkpoints checkpoints;
    private final Position end;
    private final Optional<AuditHead> known;
    private final List<AuditFinding> findings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    /** Records that were missed in their place and stand elsewhere. */
    private final Set<Long> moved = new HashSet<>();
    /** The last record in its place. Its hash is null where that can't be told. */
    private Position last;

    private long first;
    private long signed;
    private long unsigned;
    private long checked;
    /** Lines that are no records, since the last that was one. */
    private int garbage;

    private Path file;
    private boolean over;

    /**
     * @param end where the log ends, as the instance knows that writes it
     * @param known what the database said of it, a moment earlier
     */
    Verification(LogFolder folder, Checkpoints checkpoints, Position end, Optional<AuditHead> known) {
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.end = end;
        this.known = known;
    }

    AuditReport run() throws IOException {
        var files = folder.files();
        if (!files.isEmpty()) {
            long from = LogFolder.first(files.get(0));
            last = new Position(from - 1, from == 1 ? Position.NOWHERE.hash() : null);
            first = from;
            signed = from - 1;
            for (var next : files) {
                read(next);
            }
        } else {
            last = Position.NOWHERE;
        }
        judgeEnd();
        if (known.isEmpty()) {
            found(Fault.CHANGED, end.number(), end.number(), "the database had lost the number of the last record");
        }
        return new AuditReport(first, end.number(), checked, findings, remarks);
    }

    private void read(Path next) throws IOException {
        file = next;
        try (var lines = new LineReader(next)) {
            var line = lines.next();
            var record = parse(line);
            // What is being written now, behind the end, isn't looked at.
            while (line != null && !over) {
                var following = lines.next();
                var after = parse(following);
                if (record.isPresent()) {
                    judge(record.get(), after);
                } else {
                    garbage++;
                }
                line = following;
                record = after;
            }
        }
    }

    private static Optional<RecordFormat.Parsed> parse(LineReader.Line line) {
        return line == null || !line.ended() ? Optional.empty() : RecordFormat.parse(line.bytes());
    }

    private void judge(RecordFormat.Parsed record, Optional<RecordFormat.Parsed> after) throws IOException {
        long number = record.position().number();
        if (moved.remove(last.number() + 1)) {
            last = new Position(last.number() + 1, null); // it stood further up
        }
        long expected = last.number() + 1;
        if (number < expected) {
            early(number);
        } else if (number > expected
                && after.filter(next -> next.position().number() == expected).isPresent()) {
            moved.add(number);
            found(Fault.MOVED, number, number, "it stands before record " + expected);
        } else {
            if (number > expected) {
                gap(number, expected);
            } else if (garbage > 0) {
                found(Fault.ADDED, expected, expected, "before it stands what is no record");
            } else if (last.hash() != null && !last.hash().equals(record.previous())) {
                rewritten(expected);
            }
            take(record, after);
        }
        garbage = 0;
    }

    private void take(RecordFormat.Parsed record, Optional<RecordFormat.Parsed> after) {
        check(record, after);
        last = record.position();
        over = last.number() >= end.number();
        judgeKnown();
    }

    /** A number that was there already, or was missed in its place. */
    private void early(long number) {
        if (!moved.remove(number)) {
            found(Fault.ADDED, number, number, "it stands again where record " + (last.number() + 1) + " belongs");
        }
    }

    /** Records are missing before this one. */
    private void gap(long number, long expected) throws IOException {
        if (garbage > 0) {
            found(Fault.CHANGED, expected, number - 1, "what stands there is no record, or not with its own hash");
        } else if (isElsewhere(expected)) {
            moved.add(expected);
            found(Fault.MOVED, expected, expected, "record " + number + " stands in its place");
        } else {
            found(Fault.DELETED, expected, number - 1, "record " + number + " comes next");
        }
        last = new Position(number - 1, null);
    }

    private void rewritten(long number) {
        var detail = "record " + number + " was written after another one";
        found(Fault.CHANGED, number - 1, number - 1, detail);
    }

    private boolean isElsewhere(long number) throws IOException {
        for (var each : folder.files()) {
            try (var lines = new LineReader(each)) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    if (RecordFormat.parse(line.bytes())
                            .filter(record -> record.position().number() == number)
                            .isPresent()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void check(RecordFormat.Parsed record, Optional<RecordFormat.Parsed> after) {
        long number = record.position().number();
        boolean checkpoint = record.is(AuditKind.CHECKPOINT);
        if (number == first && number > 1 && !checkpoint) {
            found(Fault.DELETED, number - 1, number - 1, "the oldest file doesn't begin with a checkpoint");
        }
        if (number == 1 && !record.is(AuditKind.BEGIN)) {
            found(Fault.CHANGED, 1, 1, "the log doesn't begin with its first record");
        }
        if (!checkpoint) {
            if (++unsigned > Chain.SIGNED_EACH) {
                found(Fault.CHANGED, signed + 1, number, "no checkpoint covers them, though one should");
                unsigned = 0;
            }
            remark(record);
            return;
        }
        if (record.signed().filter(checkpoints::verify).isPresent()) {
            checked++;
            signed = number;
        } else if (after.filter(
                        next -> !next.previous().equals(record.position().hash()))
                .isPresent()) {
            found(Fault.CHANGED, number, number, "this checkpoint isn't signed by this instance");
        } else {
            found(Fault.CHANGED, signed + 1, number, "the checkpoint at their end isn't signed by this instance");
        }
        unsigned = 0;
    }

    private void remark(RecordFormat.Parsed record) {
        if (record.is(AuditKind.DAMAGED) && findings.isEmpty()) {
            // What was there can't be told from what is: it was all replaced, or the database was.
            boolean gone = record.position().number() <= first + 1;
            var why = "when the instance started " + record.text("why");
            found(gone ? Fault.DELETED : Fault.CHANGED, gone ? 1 : last.number(), first - 1, why);
        } else if (record.is(AuditKind.TORN) || record.is(AuditKind.UNCONFIRMED) || record.is(AuditKind.DAMAGED)) {
            remarks.add("before record " + record.position().number() + ": " + record.text("why") + about(record));
        } else if (record.is(AuditKind.LEFT_OUT)) {
            remarks.add("before record " + record.position().number() + " events were left out" + about(record));
        }
    }

    private static String about(RecordFormat.Parsed record) {
        var text = new StringBuilder();
        record.node().path("about").properties().forEach(each -> text.append("; ")
                .append(each.getKey())
                .append(": ")
                .append(each.getValue().asText()));
        return text.toString();
    }

    /** What the database said must be what stands there. */
    private void judgeKnown() {
        known.filter(head -> head.count() == last.number() && !head.hash().equals(last.hash()))
                .ifPresent(head -> found(
                        Fault.CHANGED,
                        Math.min(signed + 1, head.count()),
                        head.count(),
                        "the database has another hash for the last of them"));
    }

    private void judgeEnd() {
        long number = last.number();
        if (number < end.number()) {
            found(Fault.CUT_OFF, number + 1, end.number(), "the log ends after record " + number);
        } else if (last.hash() != null && !last.hash().equals(end.hash())) {
            found(
                    Fault.CHANGED,
                    Math.min(signed + 1, end.number()),
                    end.number(),
                    "the log should end with another hash");
        }
        known.filter(head -> head.count() > end.number())
                .ifPresent(head ->
                        found(Fault.CUT_OFF, end.number() + 1, head.count(), "the database knew of more records"));
    }

    private void found(Fault fault, long record, long through, String detail) {
        if (findings.size() < MOST_FINDINGS) {
            var name = file == null ? "" : file.getFileName().toString();
            findings.add(new AuditFinding(fault, record, Math.max(record, through), name, detail));
        }
    }
}
