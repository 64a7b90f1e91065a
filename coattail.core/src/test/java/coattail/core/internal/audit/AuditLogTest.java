// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.security.auth.Subject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.AuditRecord;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.AuditHead;
import coattail.core.spi.AuditHeads;
import coattail.core.spi.StoreException;

class AuditLogTest {
    @TempDir
    Path directory;

    private final FailingHeads heads = new FailingHeads(new InMemoryStore().audit());
    private TestLog log;

    @BeforeEach
    void folder() {
        log = new TestLog(directory.resolve("audit"), heads);
    }

    /** A database that fails on demand. */
    private static final class FailingHeads implements AuditHeads {
        private final AuditHeads heads;
        private volatile boolean failing;

        FailingHeads(AuditHeads heads) {
            this.heads = heads;
        }

        @Override
        public Optional<AuditHead> find() {
            return heads.find();
        }

        @Override
        public void put(AuditHead head) {
            if (failing) {
                throw new StoreException("no database today");
            }
            heads.put(head);
        }
    }

    /** A disk that has no room on demand, and then leaves half of what it was given. */
    private static final class FullDisk extends LogFolder {
        private volatile boolean full;

        FullDisk(Path path) {
            super(path);
        }

        @Override
        LogFile open(Path file) throws IOException {
            return new LogFile(file) {
                @Override
                void write(byte[] bytes) throws IOException {
                    if (full) {
                        super.write(java.util.Arrays.copyOf(bytes, bytes.length / 2));
                        throw new IOException("No space left on device");
                    }
                    super.write(bytes);
                }
            };
        }
    }

    private static AuditEvent refusal(String from) {
        return AuditEvent.of(AuditKind.AUTHENTICATE, Outcome.REFUSED)
                .by(AuditEvent.PEER)
                .from(from);
    }

    @Test
    void whatIsRecordedIsOnDiskAndKnownToTheDatabase() {
        try (var open = log.open()) {
            open.record(TestLog.event(1)
                    .by("operator ada")
                    .peer("ct:b")
                    .because("why not")
                    .with("more", 7));
            var lines = log.lines();
            assertEquals(2, lines.size());
            assertEquals(
                    "{\"n\":2,\"at\":\"2026-01-02T03:04:05.678Z\",\"kind\":\"token.issue\",\"outcome\":\"allowed\","
                            + "\"who\":\"operator ada\",\"peer\":\"ct:b\",\"token\":\"token-1\",\"why\":\"why not\","
                            + "\"about\":{\"more\":\"7\"},\"prev\":\"" + TestLog.hash(lines.get(0)) + "\",\"hash\":\""
                            + TestLog.hash(lines.get(1)) + "\"}",
                    lines.get(1));
            assertEquals(Optional.of(new AuditHead(2, TestLog.hash(lines.get(1)), false)), heads.find());
        }
        assertTrue(heads.find().orElseThrow().closed());
        assertTrue(log.verify().whole());
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        Files.createDirectories(
                log.path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        log.open().close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log.path)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(log.folder.files().get(0))));
    }

    @Test
    void ofManyAtOnceNoneIsLost() throws Exception {
        int threads = 8;
        int each = 50;
        var pool = Executors.newFixedThreadPool(threads);
        try (var open = log.open()) {
            var jobs = IntStream.range(0, threads)
                    .mapToObj(thread -> (Callable<Void>) () -> {
                        for (int i = 0; i < each; i++) {
                            open.note(TestLog.event(thread * 1_000 + i));
                            open.record(TestLog.event(thread * 1_000 + 500 + i));
                        }
                        return null;
                    })
                    .toList();
            for (var job : pool.invokeAll(jobs)) {
                job.get(60, TimeUnit.SECONDS);
            }
            assertTrue(open.verify().whole());
        } finally {
            pool.shutdownNow();
        }
        for (int thread = 0; thread < threads; thread++) {
            var own = "\"token\":\"token-" + (thread == 0 ? "" : thread);
            assertTrue(log.text().contains(own), own);
        }
        assertEquals(
                2L * threads * each,
                log.kinds().stream().filter("token.issue"::equals).count());
    }

    @Test
    void itIsSignedAfterSoManyRecordsAndAfterSoMuchTime() {
        try (var open = log.open()) {
            for (int i = 0; i < 2_100; i++) {
                open.note(TestLog.event(i));
                if (i % 1_000 == 0) {
                    open.record(TestLog.event(i)); // so that no note is lost
                }
            }
            open.record(TestLog.event(-1));
            var kinds = log.kinds();
            assertEquals("audit.checkpoint", kinds.get(Chain.SIGNED_EACH));
            assertEquals("audit.checkpoint", kinds.get(2 * Chain.SIGNED_EACH + 1));
            assertEquals(2, kinds.stream().filter("audit.checkpoint"::equals).count());

            log.clock.addAndGet(Writer.SIGNED_WITHIN);
            open.record(TestLog.event(-2));
            var last = log.kinds();
            assertEquals("audit.checkpoint", last.get(last.size() - 1));
        }
        assertTrue(log.verify().whole());
    }

    @Test
    void aFullFileIsFollowedByAnotherThatBeginsWithACheckpoint() {
        log.fileBytes = 1_000;
        try (var open = log.open()) {
            for (int i = 0; i < 20; i++) {
                open.record(TestLog.event(i));
            }
            assertTrue(open.verify().whole());
        }
        var files = log.files();
        assertTrue(files.size() > 4);
        files.subList(1, files.size()).forEach(lines -> assertTrue(lines.get(0).contains("audit.checkpoint")));
    }

    @Test
    void onAFullDiskNothingIsAllowedAndWhatHappenedIsWrittenLater() {
        var disk = new FullDisk(log.path);
        log.folder = disk;
        try (var open = log.open()) {
            open.record(TestLog.event(1));
            disk.full = true;
            open.note(TestLog.event(2));
            var refused = assertThrows(AuditException.class, () -> open.record(TestLog.event(3)));
            assertTrue(refused.getMessage().contains("No space left on device"), refused::getMessage);
            assertFalse(open.trouble().isEmpty());
            assertThrows(AuditException.class, () -> open.record(TestLog.event(4)));

            disk.full = false;
            open.record(TestLog.event(5));
            assertEquals("", open.trouble());
            assertTrue(open.verify().whole());
        }
        var text = log.text();
        assertTrue(text.contains("token-1\"") && text.contains("token-2\"") && text.contains("token-5\""), text);
        assertFalse(text.contains("token-3\"") || text.contains("token-4\""), "refused, so it never was");
    }

    @Test
    void whatAFullDiskCostsIsCounted() {
        var disk = new FullDisk(log.path);
        log.folder = disk;
        int events = 20_000;
        try (var open = log.open()) {
            disk.full = true;
            assertThrows(AuditException.class, () -> open.record(TestLog.event(0)));
            for (int i = 1; i <= events; i++) {
                open.note(TestLog.event(i));
            }
            assertThrows(AuditException.class, () -> open.record(TestLog.event(0)));
            disk.full = false;
        }
        long written = log.kinds().stream().filter("token.issue"::equals).count();
        var leftOut = log.lines().stream()
                .filter(line -> line.contains("audit.left-out"))
                .findFirst()
                .orElseThrow();
        assertTrue(leftOut.contains("\"not written: token.issue\":\"" + (events - written) + "\""), leftOut);
        assertTrue(log.verify().whole());
    }

    @Test
    void withoutADatabaseNothingIsAllowed() {
        try (var open = log.open()) {
            heads.failing = true;
            var refused = assertThrows(AuditException.class, () -> open.record(TestLog.event(1)));
            assertTrue(refused.getMessage().contains("no database today"), refused::getMessage);
            heads.failing = false;
            open.record(TestLog.event(2));
            var report = open.verify();
            assertTrue(report.whole(), report::toString);
        }
        assertTrue(log.verify().whole());
    }

    @Test
    void strangersFillNoDiskAndHideNobody() {
        int attempts = 10_000;
        try (var open = log.open()) {
            for (int i = 0; i < attempts; i++) {
                open.note(refusal("192.0.2.1"));
                open.note(refusal("2001:db8::" + Integer.toHexString(i + 1))); // one site, whatever its second half
            }
            open.note(refusal("198.51.100.7"));
            log.clock.addAndGet(Writer.SIGNED_WITHIN);
            open.record(TestLog.event(1));
        }
        int refused = (int) log.kinds().stream().filter("auth.token"::equals).count();
        assertEquals(2 * Bounds.SHARE_BURST + 1, refused);
        assertTrue(log.text().contains("198.51.100.7"));
        assertTrue(
                log.text().contains("\"beyond the bound: auth.token\":\"" + (2 * attempts + 1 - refused) + "\""),
                log::text);
        assertTrue(log.text().contains("\"most refusals\":\""), log::text);
    }

    @Test
    void strangersFromEverywhereFillNoDiskEither() {
        try (var open = log.open()) {
            for (int i = 0; i < 50_000; i++) {
                open.note(refusal("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
            }
            log.clock.addAndGet(TimeUnit.HOURS.toMillis(1));
            for (int i = 0; i < 50_000; i++) {
                open.note(refusal("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
            }
        }
        long refused = log.kinds().stream().filter("auth.token"::equals).count();
        assertTrue(refused <= 1_000 + 1_800, () -> refused + " refusals within the burst and an hour");
        assertTrue(refused >= 1_000, () -> "only " + refused);
    }

    @Test
    void whatLooksLikeASecretIsMaskedWhereverItStands() {
        var token = "eyJhbGciOiJFZERTQSIsInR5cCI6ImN0LWF0K2p3dCJ9.eyJ2ZXIiOjEsImlzcyI6ImN0OkEifQ.c2lnbmF0dXJl";
        var key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----";
        try (var open = log.open()) {
            open.record(new AuditEvent(
                            AuditKind.PEER_ADD,
                            Outcome.ALLOWED,
                            "operator " + token,
                            token,
                            token,
                            token,
                            "refused " + token + " from there",
                            java.util.Map.of(token, token, "key", key))
                    .with("long", "x".repeat(990) + token));
        }
        assertFalse(log.text().contains("eyJ"), log::text);
        assertFalse(log.text().contains("MC4CAQ"), log::text);
        assertTrue(log.text().contains("refused *** from there"));
        assertTrue(log.verify().whole());
    }

    @Test
    void whatAPeerSaysHasNoPowerOverTheFileOrATerminal() {
        var hostile = "a\nb\u001b[2J\u202e\"}\ud83d\ude00 \ud83d" + "y".repeat(400);
        try (var open = log.open()) {
            open.record(TestLog.event(1).because(hostile).with(hostile, hostile));
            var shown =
                    open.show(1, record -> record.kind().equals("token.issue")).get(0);
            assertTrue(shown.why().orElseThrow().startsWith("a\nb"));
        }
        assertEquals(3, log.lines().size());
        assertTrue(log.text().chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')));
        assertTrue(log.verify().whole());
    }

    @Test
    void anOperatorIsNamed() {
        record UserPrincipal(String getName) implements java.security.Principal {}
        var subject = new Subject(true, Set.of(new UserPrincipal("ada")), Set.of(), Set.of());
        var event =
                Subject.doAs(subject, (PrivilegedAction<AuditEvent>) () -> AuditEvent.ofCaller(AuditKind.TOKEN_REVOKE));
        assertEquals("operator ada", event.who());
        assertEquals("instance", AuditEvent.ofCaller(AuditKind.TOKEN_REVOKE).who());
    }

    @Test
    void theNewestThatFitAreShownOldestFirst() {
        log.fileBytes = 1_000;
        try (var open = log.open()) {
            for (int i = 0; i < 20; i++) {
                open.note(TestLog.event(i));
                open.note(refusal("192.0.2.1"));
            }
            assertEquals(
                    List.of("token-17", "token-18", "token-19"),
                    open.show(3, record -> record.kind().equals("token.issue")).stream()
                            .map(record -> record.token().orElseThrow())
                            .toList());
            var all = open.show(AuditLogTest.MOST, record -> true);
            assertEquals(
                    IntStream.rangeClosed(1, all.size()).mapToObj(Long::valueOf).toList(),
                    all.stream().map(AuditRecord::number).toList());
            assertEquals(List.of(), open.show(5, record -> record.kind().equals("nothing")));
        }
    }

    private static final int MOST = 10_000;

    @Test
    void whoIsInterruptedStillKnowsWhetherItIsOnRecord() {
        try (var open = log.open()) {
            Thread.currentThread().interrupt();
            open.record(TestLog.event(1));
            assertTrue(Thread.interrupted(), "and stays interrupted");
        }
        assertTrue(log.text().contains("token-1"));
    }

    @Test
    void aClosedLogTakesNothing() {
        var open = log.open();
        open.close();
        int count = log.lines().size();
        assertThrows(AuditException.class, () -> open.record(TestLog.event(1)));
        open.note(TestLog.event(2));
        assertEquals(count, log.lines().size());
    }
}
