// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The newest file of an instance's audit log, in the hands of somebody who can write to it and has no key. */
record AuditFile(Path path) {
    private static final String HASH = ",\"hash\":\"";

    static AuditFile of(Path instance) throws IOException {
        try (var files = Files.list(instance.resolve("data/audit"))) {
            return new AuditFile(files.max(Path::compareTo).orElseThrow());
        }
    }

    /** Something to do to the lines of a log. */
    @FunctionalInterface
    interface Edit {
        void on(List<String> lines);
    }

    /** Does it, and keeps the file itself: the instance has it open. */
    void edit(Edit edit) throws IOException {
        var lines = new ArrayList<>(lines());
        edit.on(lines);
        Files.write(path, lines);
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(path);
    }

    /** Changes a record, and computes its hash anew. */
    static void change(List<String> lines, int number, String from, String to) {
        lines.set(number - 1, hashed(lines.get(number - 1).replace(from, to)));
    }

    /** Computes all hashes anew that come after a record. */
    static void chainFrom(List<String> lines, int number) {
        for (int index = number; index < lines.size(); index++) {
            var before = lines.get(index - 1);
            var hash = before.substring(before.lastIndexOf(HASH) + HASH.length(), before.length() - 2);
            lines.set(
                    index,
                    hashed(lines.get(index).replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + hash + "\"")));
        }
    }

    private static String hashed(String line) {
        var body = line.substring(0, line.lastIndexOf(HASH));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(US_ASCII));
            return body + HASH + HexFormat.of().formatHex(hash) + "\"}";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
