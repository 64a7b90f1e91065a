// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** A script that has landed may have run anywhere: it stays as it is, or those databases refuse to open. */
class LandedScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/coattail/store/internal/migration");
    private static final Path SUMS = Path.of("src/test/resources/coattail/store/internal/landed.sha256");

    @Test
    void aScriptThatHasLandedStaysAsItIs() throws Exception {
        var sums = sums();
        assertFalse(sums.isEmpty());
        for (var line : sums) {
            var name = line.substring(line.lastIndexOf(' ') + 1);
            assertEquals(
                    line,
                    sum(SCRIPTS.resolve(name)),
                    () -> "CONTRIBUTING.md, \"Add a migration\": " + name
                            + " has landed and must not change; take that back, and write another script");
        }
    }

    @Test
    void everyScriptIsAmongThem() throws Exception {
        var sums = sums();
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (var script : scripts.sorted().toList()) {
                var line = sum(script);
                assertEquals(
                        List.of(),
                        sums.contains(line) ? List.of() : List.of(line),
                        () -> "CONTRIBUTING.md, \"Add a migration\": add the line to coattail.store/" + SUMS);
            }
        }
    }

    private static List<String> sums() throws IOException {
        return Files.readAllLines(SUMS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** The line that {@code sha256sum} prints. */
    private static String sum(Path script) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(script));
        return HexFormat.of().formatHex(digest) + "  " + script.getFileName();
    }
}
