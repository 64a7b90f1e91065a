// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm;

import coattail.core.admin.AuditReport;
import coattail.core.internal.identity.Digests;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.AuditHeads;

/** A log in a folder, with keys, a clock and a database of its own. */
final class TestLog {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Ed25519PrivateKeyParameters KEY = new Ed25519PrivateKeyParameters(new byte[32], 0);

    final Path path;
    final AuditHeads heads;
    final AtomicLong clock = new AtomicLong();
    long fileBytes = 1 << 20;
    LogFolder folder;

    TestLog(Path path) {
        this(path, new InMemoryStore().audit());
    }

    TestLog(Path path, AuditHeads heads) {
        this.path = path;
        this.heads = heads;
        this.folder = new LogFolder(path);
    }

    static AuditLog.Identity identity() {
        return new AuditLog.Identity("ct:test", KEY.generatePublicKey().getEncoded(), TestLog::sign);
    }

    private static byte[] sign(byte[] message) {
        byte[] signature = new byte[64];
        KEY.sign(Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        return signature;
    }

    static Checkpoints checkpoints() {
        return new Checkpoints(
                identity().id(), identity().publicKey(), identity().signer());
    }

    AuditLog open() {
        try {
            return AuditLog.open(folder, heads, identity(), clock::get, () -> NOW, fileBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a verification finds in these files against what the database knows. */
    AuditReport verify() {
        var head = heads.find().orElseThrow();
        try {
            return new Verification(folder, checkpoints(), new Position(head.count(), head.hash()), Optional.of(head))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AuditEvent event(int number) {
        return AuditEvent.of(AuditKind.TOKEN_ISSUE, Outcome.ALLOWED).token("token-" + number);
    }

    /** The lines of all files, a list each, without their ends. */
    List<List<String>> files() {
        try {
            var all = new ArrayList<List<String>>();
            for (var file : folder.files()) {
                all.add(new ArrayList<>(Files.readAllLines(file)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return files().stream().flatMap(List::stream).toList();
    }

    String text() {
        return String.join("\n", lines());
    }

    List<String> kinds() {
        return lines().stream()
                .map(line -> RecordFormat.parse(line.getBytes(StandardCharsets.US_ASCII))
                        .orElseThrow()
                        .text("kind"))
                .toList();
    }

    /** A line with the hash that is right for it. */
    static String rehashed(String line) {
        var body = line.substring(0, line.lastIndexOf(",\"hash\":"));
        var hash = HexFormat.of().formatHex(Digests.sha256(body.getBytes(StandardCharsets.US_ASCII)));
        return body + ",\"hash\":\"" + hash + "\"}";
    }

    /** The hash that a line says it has. */
    static String hash(String line) {
        return line.substring(line.length() - 66, line.length() - 2);
    }
}
