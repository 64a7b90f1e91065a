// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.AuditFinding;
import coattail.core.admin.AuditFinding.Fault;
import coattail.core.spi.AuditHead;

/** Each kind of edit, at each place of a log of several files with checkpoints among its records. */
class VerificationTest {
    private static final int EVENTS = 30;

    @TempDir
    static Path directory;

    private static TestLog log;
    private static List<List<String>> original;
    private static int count;
    private static AuditHead head;

    @BeforeAll
    static void write() {
        log = new TestLog(directory.resolve("audit"));
        log.fileBytes = 2_500;
        try (var open = log.open()) {
            for (int i = 1; i <= EVENTS; i++) {
                open.record(TestLog.event(i));
                if (i % 7 == 0) {
                    open.verify(); // makes a checkpoint
                }
            }
        }
        original = log.files();
        count = log.lines().size();
        assertTrue(original.size() > 3, () -> original.size() + " files");
        head = log.heads.find().orElseThrow();
    }

    @BeforeEach
    void asItWasWritten() throws IOException {
        for (var path : log.folder.files()) {
            Files.delete(path);
        }
        for (int file = 0; file < original.size(); file++) {
            Files.write(log.folder.file(before(file) + 1), original.get(file));
        }
        log.heads.put(head);
    }

    @Test
    void aWholeLogIsWhole() {
        var report = log.verify();
        assertEquals(List.of(), report.findings());
        assertEquals(List.of(), report.remarks());
        assertEquals(1, report.first());
        assertEquals(count, report.last());
        assertEquals(log.kinds().stream().filter("audit.checkpoint"::equals).count(), report.checkpoints());
        assertTrue(report.checkpoints() > original.size());
    }

    /** The number of records in the files before one. */
    private int before(int file) {
        return original.subList(0, file).stream().mapToInt(List::size).sum();
    }

    private interface Edit {
        /** Changes the lines of a file, of which one is the one in question. */
        void edit(List<String> lines, int index);
    }

    /** Edits at each record in turn, and gives what is found first. */
    private void atEach(Edit edit, Expectation expectation) throws IOException {
        for (int file = 0; file < original.size(); file++) {
            for (int index = 0; index < original.get(file).size(); index++) {
                put(original);
                var lines = new ArrayList<>(original.get(file));
                edit.edit(lines, index);
                Files.write(log.folder.files().get(file), lines);
                int number = before(file) + index + 1;
                var found = log.verify().findings();
                assertFalse(found.isEmpty(), "nothing was found at record " + number);
                expectation.check(number, found.get(0));
            }
        }
    }

    private interface Expectation {
        void check(int number, AuditFinding first);
    }

    private void put(List<List<String>> files) throws IOException {
        var paths = log.folder.files();
        for (int file = 0; file < files.size(); file++) {
            Files.write(paths.get(file), files.get(file));
        }
    }

    private static Expectation exactly(Fault fault) {
        return (number, first) -> {
            assertEquals(fault, first.fault(), () -> number + ": " + first);
            assertEquals(number, first.record(), first::toString);
        };
    }

    @Test
    void anyChangedCharacterIsFound() throws IOException {
        var random = new Random(1);
        for (int round = 0; round < 3; round++) {
            atEach(
                    (lines, index) -> {
                        var line = new StringBuilder(lines.get(index));
                        int at = random.nextInt(line.length());
                        line.setCharAt(at, (char) (line.charAt(at) ^ 1));
                        lines.set(index, line.toString());
                    },
                    (number, first) -> {
                        // What no record is left of at the very end might as well never have been whole.
                        assertEquals(number == count ? Fault.CUT_OFF : Fault.CHANGED, first.fault(), first::toString);
                        assertEquals(number, first.record(), first::toString);
                    });
        }
    }

    @Test
    void aChangedRecordWithItsHashComputedAnewIsFound() throws IOException {
        atEach(
                (lines, index) -> lines.set(
                        index, TestLog.rehashed(lines.get(index).replaceFirst("\"at\":\"2026", "\"at\":\"2025"))),
                (number, first) -> {
                    assertEquals(Fault.CHANGED, first.fault());
                    assertTrue(first.record() <= number && number <= first.through(), first::toString);
                    assertTrue(first.record() == number || isCheckpoint(number) || number == count, first::toString);
                });
    }

    private boolean isCheckpoint(int number) {
        return log(original, number - 1).contains("\"audit.checkpoint\"");
    }

    @Test
    void aLineThatIsTakenOutIsFound() throws IOException {
        atEach((lines, index) -> lines.remove(index), (number, first) -> exactly(
                        number == count ? Fault.CUT_OFF : Fault.DELETED)
                .check(number, first));
    }

    @Test
    void aLineThatStandsTwiceIsFound() throws IOException {
        atEach((lines, index) -> lines.add(index, lines.get(index)), exactly(Fault.ADDED), 1);
    }

    /** As {@link #atEach(Edit, Expectation)}, but for the last few records. */
    private void atEach(Edit edit, Expectation expectation, int butLast) throws IOException {
        var all = original;
        int last = all.size() - 1;
        for (int file = 0; file < all.size(); file++) {
            int end = all.get(file).size() - (file == last ? butLast : 0);
            for (int index = 0; index < end; index++) {
                put(all);
                var lines = new ArrayList<>(all.get(file));
                edit.edit(lines, index);
                Files.write(log.folder.files().get(file), lines);
                int number = before(file) + index + 1;
                var found = log.verify().findings();
                assertFalse(found.isEmpty(), "nothing was found at record " + number);
                expectation.check(number, found.get(0));
            }
        }
    }

    @Test
    void aForgedRecordThatIsPutInIsFound() throws IOException {
        atEach(
                (lines, index) -> {
                    var forged = lines.get(index).replaceFirst("\"who\":\"instance\"", "\"who\":\"operator eve\"");
                    lines.add(index, TestLog.rehashed(forged));
                },
                (number, first) -> exactly(isCheckpoint(number) ? Fault.CHANGED : Fault.ADDED)
                        .check(number, first),
                1);
    }

    @Test
    void aLineOfSomethingElseIsFound() throws IOException {
        atEach((lines, index) -> lines.add(index, "not a record"), exactly(Fault.ADDED));
    }

    @Test
    void aMovedRecordIsFoundAlsoInAnotherFile() throws IOException {
        for (int from = 0; from < count; from++) {
            for (int to = from % 4; to < count; to += 4) { // all distances, not all pairs
                var files = copy();
                var line = files.get(fileOf(from)).remove(indexOf(from));
                int target = fileOf(to);
                files.get(target).add(Math.min(indexOf(to), files.get(target).size()), line);
                put(files);
                var found = log.verify().findings();
                int number = from + 1;
                int place = to + 1;
                boolean same = log.text().equals(text(original));
                assertEquals(same, found.isEmpty(), () -> number + " to " + place + ": " + found);
                if (!same) {
                    // Of two neighbours nobody can tell which one was moved.
                    long named = found.get(0).record();
                    assertTrue(
                            named == number || (Math.abs(number - place) <= 2 && Math.abs(named - number) <= 1),
                            () -> number + " to " + place + ": " + found);
                }
            }
        }
    }

    private List<List<String>> copy() {
        var files = new ArrayList<List<String>>();
        original.forEach(lines -> files.add(new ArrayList<>(lines)));
        return files;
    }

    private static String text(List<List<String>> files) {
        return String.join("\n", files.stream().flatMap(List::stream).toList());
    }

    private int fileOf(int record) {
        int file = 0;
        while (before(file + 1) <= record) {
            file++;
        }
        return file;
    }

    private int indexOf(int record) {
        return record - before(fileOf(record));
    }

    @Test
    void aLogThatIsCutOffAnywhereIsFound() throws IOException {
        for (int record = 0; record < count; record++) {
            for (int part : new int[] {0, 1, 40}) { // at its beginning, or within it
                var files = copy();
                int file = fileOf(record);
                int index = indexOf(record);
                var kept = new ArrayList<>(files.get(file).subList(0, index));
                var line = files.get(file).get(index);
                put(original);
                var paths = log.folder.files();
                var text = new StringBuilder();
                kept.forEach(each -> text.append(each).append('\n'));
                Files.writeString(paths.get(file), text.append(line, 0, part));
                for (int later = file + 1; later < paths.size(); later++) {
                    Files.delete(paths.get(later));
                }
                exactly(Fault.CUT_OFF).check(record + 1, log.verify().findings().get(0));
                restore(paths);
            }
        }
    }

    private void restore(List<Path> paths) throws IOException {
        for (int file = 0; file < paths.size(); file++) {
            Files.write(paths.get(file), original.get(file));
        }
    }

    @Test
    void aChainThatIsComputedAnewFromAnywhereOnIsFound() throws IOException {
        for (int record = 0; record < count; record++) {
            var files = copy();
            var previous = record == 0 ? Position.NOWHERE.hash() : TestLog.hash(log(original, record - 1));
            for (int each = record; each < count; each++) {
                var lines = files.get(fileOf(each));
                var line = lines.get(indexOf(each));
                if (each == record) {
                    line = line.replaceFirst("\"at\":\"2026", "\"at\":\"2025");
                }
                line = line.replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + previous + "\"");
                line = TestLog.rehashed(line);
                lines.set(indexOf(each), line);
                previous = TestLog.hash(line);
            }
            put(files);
            var first = log.verify().findings().get(0);
            int number = record + 1;
            assertEquals(Fault.CHANGED, first.fault());
            assertTrue(first.record() <= number && number <= first.through(), () -> number + ": " + first);
        }
    }

    private String log(List<List<String>> files, int record) {
        return files.get(fileOf(record)).get(indexOf(record));
    }

    @Test
    void anOldestFileMayBeTakenAwayAndNoOther() throws IOException {
        var paths = log.folder.files();
        for (int file = 0; file < paths.size(); file++) {
            Files.delete(paths.get(file));
            var report = log.verify();
            if (file == 0) {
                assertTrue(report.whole(), report::toString);
                assertEquals(before(1) + 1, report.first());
            } else {
                var fault = file == paths.size() - 1 ? Fault.CUT_OFF : Fault.DELETED;
                exactly(fault).check(before(file) + 1, report.findings().get(0));
            }
            Files.write(paths.get(file), original.get(file));
        }
    }

    @Test
    void aFileWhoseBeginningIsGoneIsNoOldestFile() throws IOException {
        var paths = log.folder.files();
        Files.delete(paths.get(0));
        Files.delete(paths.get(1));
        var rest = original.get(1).subList(2, original.get(1).size());
        Files.write(log.folder.file(before(1) + 3), rest);
        exactly(Fault.DELETED).check(before(1) + 2, log.verify().findings().get(0));
    }

    @Test
    void allGoneIsFound() throws IOException {
        for (var path : log.folder.files()) {
            Files.delete(path);
        }
        exactly(Fault.CUT_OFF).check(1, log.verify().findings().get(0));
    }

    @Test
    void checkpointsOfAnotherInstanceAreNone() throws IOException {
        var end = new Position(head.count(), head.hash());
        var id = TestLog.identity();
        var others = new Checkpoints("ct:other", id.publicKey(), id.signer());
        var first = new Verification(log.folder, others, end, Optional.of(head))
                .run()
                .findings()
                .get(0);
        assertEquals(Fault.CHANGED, first.fault());
        assertEquals(1, first.record());
    }

    @Test
    void whatTheDatabaseSaysIsCompared() {
        log.heads.put(new AuditHead(head.count(), "0".repeat(64), true));
        assertFalse(log.verify().whole());
        log.heads.put(new AuditHead(head.count() + 1, head.hash(), true));
        exactly(Fault.CUT_OFF).check(count + 1, log.verify().findings().get(0));
    }

    @Test
    void aLogInWhichNothingIsSignedIsFound() throws IOException {
        var lines = new ArrayList<String>();
        var last = Position.NOWHERE;
        for (int i = 0; i <= Chain.SIGNED_EACH; i++) {
            var event = i == 0 ? AuditEvent.of(AuditKind.BEGIN, Outcome.ALLOWED) : TestLog.event(i);
            var rendered = RecordFormat.render(event, TestLog.NOW, last);
            last = rendered.position();
            lines.add(new String(rendered.line(), StandardCharsets.US_ASCII).strip());
        }
        for (var path : log.folder.files()) {
            Files.delete(path);
        }
        Files.write(log.folder.file(1), lines);
        log.heads.put(new AuditHead(last.number(), last.hash(), true));
        assertTrue(log.verify().findings().get(0).detail().contains("no checkpoint"), log.verify()::toString);
    }
}
