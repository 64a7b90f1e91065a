// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.AuditFinding.Fault;
import coattail.core.admin.AuditReport;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.AuditHead;

/** How a log goes on that was left in some state or other: by a crash, or by somebody. */
class RecoveryTest {
    private static final int EVENTS = 6;

    @TempDir
    Path directory;

    private TestLog log;

    @BeforeEach
    void write() {
        log = new TestLog(directory.resolve("audit"));
        write(log, EVENTS);
    }

    private static void write(TestLog log, int events) {
        try (var open = log.open()) {
            for (int i = 1; i <= events; i++) {
                open.record(TestLog.event(i));
            }
        }
    }

    private Path file() throws IOException {
        return log.folder.files().get(0);
    }

    /** Opens the log, records something, verifies it, and closes it. */
    private AuditReport goOn() {
        try (var open = log.open()) {
            open.record(TestLog.event(100));
            return open.verify();
        }
    }

    private AuditHead head(int number, boolean closed) {
        return new AuditHead(number, TestLog.hash(log.lines().get(number - 1)), closed);
    }

    @Test
    void aLogThatWasClosedGoesOnAsItWas() {
        int before = log.lines().size();
        var report = goOn();
        assertTrue(report.whole(), report::toString);
        assertEquals(List.of(), report.remarks());
        assertEquals("audit.checkpoint", log.kinds().get(before), "of the earlier life nothing stays unsigned");
        assertEquals(before + 3, log.lines().size());
    }

    /** A crash leaves any beginning of what was written, and the database knows of none but what was on disk. */
    @Test
    void whateverACrashLeavesTheLogIsWholeAndSaysSo() throws IOException {
        var bytes = Files.readAllBytes(file());
        var lines = log.lines();
        for (int known = 0; known < 4; known++) {
            int end = lines.subList(0, known).stream()
                    .mapToInt(line -> line.length() + 1)
                    .sum();
            for (int cut = end; cut <= end + lines.get(known).length() * 3 / 2; cut += 7) {
                var crashed = new TestLog(directory.resolve("crash-" + known + "-" + cut), new InMemoryStore().audit());
                if (known > 0) {
                    crashed.heads.put(head(known, false));
                }
                crashed.folder.make();
                Files.write(crashed.folder.file(1), java.util.Arrays.copyOf(bytes, cut));
                int whole = (int) Files.readString(crashed.folder.file(1))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
                boolean clean = (whole == known && bytes[Math.max(cut - 1, 0)] == '\n') || cut == 0;
                AuditReport report;
                try (var open = crashed.open()) {
                    report = open.verify();
                }
                assertTrue(report.whole(), report::toString);
                int at = cut;
                assertEquals(clean ? 0 : 1, report.remarks().size(), () -> at + ": " + report);
                assertEquals(lines.subList(0, whole), crashed.lines().subList(0, whole));
            }
        }
    }

    @Test
    void whatWasCutOffStaysMissing() throws IOException {
        var lines = log.lines();
        int count = lines.size();
        for (int kept = 1; kept < count; kept++) {
            Files.write(file(), lines.subList(0, kept));
            log.heads.put(new AuditHead(count, TestLog.hash(lines.get(count - 1)), kept % 2 == 0));
            assertCutOff(kept + 1, goOn());
            assertCutOff(kept + 1, goOn()); // in a later life, too
            assertEquals("audit.damaged", log.kinds().get(kept + 1), "behind a checkpoint");
        }
    }

    private static void assertCutOff(int number, AuditReport report) {
        var first = report.findings().get(0);
        assertEquals(Fault.DELETED, first.fault(), report::toString);
        assertEquals(number, first.record(), report::toString);
        assertTrue(report.remarks().get(0).contains("cut off"), report::toString);
    }

    @Test
    void aLineCutInTheMiddleIsNoCrashIfTheDatabaseKnowsOfIt() throws IOException {
        var text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 5));
        var report = goOn();
        assertEquals(Fault.CHANGED, report.findings().get(0).fault(), report::toString);
        assertEquals(EVENTS + 2, report.findings().get(0).record());
    }

    @Test
    void whatStandsBehindAClosedLogWasAdded() throws IOException {
        var head = log.heads.find().orElseThrow();
        var forged = RecordFormat.render(TestLog.event(7), TestLog.NOW, new Position(head.count(), head.hash()));
        Files.writeString(file(), Files.readString(file()) + new String(forged.line(), StandardCharsets.US_ASCII));
        var report = goOn();
        assertFalse(report.whole());
        assertEquals(head.count() + 1, report.findings().get(0).record(), report::toString);
        assertTrue(report.remarks().get(0).contains("had been closed"), report::toString);
    }

    @Test
    void aLogThatIsGoneIsMissed() throws IOException {
        int count = log.lines().size();
        Files.delete(file());
        var report = goOn();
        assertEquals(count + 1, report.first());
        for (var each : List.of(report, goOn())) { // in a later life, too
            var finding = each.findings().get(0);
            assertEquals(Fault.DELETED, finding.fault());
            assertEquals(1, finding.record());
            assertEquals(count, finding.through());
            assertTrue(finding.detail().contains("whole log was gone"), each::toString);
        }
    }

    @Test
    void aLogThatTheDatabaseDoesNotKnowIsSuspect() {
        int count = log.lines().size();
        log = new TestLog(log.path);
        for (var each : List.of(goOn(), goOn())) {
            var finding = each.findings().get(0);
            assertEquals(Fault.CHANGED, finding.fault());
            assertEquals(count + 1, finding.record(), "the checkpoint behind which its own record stands");
            assertTrue(finding.detail().contains("knew of no log"), each::toString);
        }
    }

    @Test
    void anotherLastRecordThanTheDatabaseKnowsIsFound() throws IOException {
        var lines = new ArrayList<>(log.lines());
        int last = lines.size() - 1;
        lines.set(last, TestLog.rehashed(lines.get(last).replace("\"at\":\"2026", "\"at\":\"2025")));
        Files.write(file(), lines);
        var report = goOn();
        assertEquals(last + 1, report.findings().get(0).record(), report::toString);
        assertTrue(report.remarks().get(0).contains("wasn't the one"), report::toString);
    }

    @Test
    void aCrashWhileANewFileBeganCostsNothing() throws IOException {
        for (var left : List.of("", "{\"n\":", "{\"n\":9,\"at\":\"2026\"}")) {
            var crashed = new TestLog(directory.resolve("rotating" + left.length()));
            write(crashed, EVENTS);
            int count = crashed.lines().size();
            crashed.heads.put(new AuditHead(count, TestLog.hash(crashed.lines().get(count - 1)), false));
            Files.writeString(crashed.folder.file(count + 1), left);
            log = crashed;
            var report = goOn();
            assertTrue(report.whole(), report::toString);
            assertEquals(left.isEmpty() ? 0 : 1, report.remarks().size());
            assertEquals(2, log.files().size());
            assertTrue(log.files().get(1).get(0).contains("audit.checkpoint"));
        }
    }

    @Test
    void garbageBetweenFilesIsLeftAsItIs() throws IOException {
        var head = log.heads.find().orElseThrow();
        log.heads.put(new AuditHead(head.count(), head.hash(), false));
        var bytes = new ByteArrayOutputStream();
        bytes.write(Files.readAllBytes(file()));
        bytes.write("what\n".getBytes(StandardCharsets.US_ASCII));
        Files.write(file(), bytes.toByteArray());
        Files.writeString(log.folder.file(head.count() + 5), "more\n");
        var report = goOn();
        assertFalse(report.whole());
        assertEquals(head.count() + 1, report.findings().get(0).record(), report::toString);
        assertTrue(Files.readString(file()).endsWith("what\n"));
    }
}
