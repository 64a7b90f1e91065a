// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of record is documented, and there is something that it is a record of. */
class AuditKindTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static List<String> documented() throws IOException {
        var kinds = new ArrayList<String>();
        boolean inTable = false;
        for (var line : Files.readAllLines(BASE.resolve("../docs/security.md"))) {
            inTable = line.equals("| kind | is recorded when |") || (inTable && line.startsWith("|"));
            if (inTable && !line.startsWith("| kind")) {
                CODE.matcher(line.split("\\|")[1]).results().forEach(code -> kinds.add(code.group(1)));
            }
        }
        return kinds.stream().sorted().toList();
    }

    @Test
    void eachIsInTheTableOfThePage() throws IOException {
        var kinds =
                Arrays.stream(AuditKind.values()).map(AuditKind::word).sorted().toList();
        assertEquals(kinds, documented(), "docs/security.md, 'Audit'");
    }

    @ParameterizedTest
    @EnumSource
    void eachIsRecordedBySomething(AuditKind kind) throws IOException {
        var use = Pattern.compile("(?<!\\bis\\()AuditKind\\." + kind.name() + "\\b");
        try (var sources = Files.walk(BASE.resolve("src/main/java"))) {
            var users = sources.filter(source -> source.toString().endsWith(".java"))
                    .filter(source -> use.matcher(read(source)).find())
                    .collect(Collectors.toSet());
            assertTrue(!users.isEmpty(), () -> "nothing makes a record of " + kind);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
