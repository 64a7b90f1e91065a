// SPDX-License-Identifier: Apache-2.0
package coattail.itests.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import coattail.itests.support.IssuedTokens;

/**
 * No secret is in any log. After all other integration tests this reads whatever their instances have logged, whatever
 * those printed that started them, and the audit logs. Where only some tests were asked for, it reads what those left.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the tests that start instances need Linux")
class SecretsIT {
    /** How many instances each test has. A test that isn't here and has one fails this. */
    private static final Map<String, Integer> INSTANCES = new TreeMap<>(Map.of(
            "AuditIT", 1,
            "DistributionIT", 1,
            "DocumentsIT", 2,
            "FaultsIT", 2,
            "RolesIT", 2,
            "StockKarafIT", 3,
            "TerminalIT", 1,
            "TwoProcessesIT", 3,
            "WorkspaceIT", 2));

    /** What a log must have one of, and not an empty one, for each instance, wherever that puts it. */
    private static final Pattern AUDIT = Pattern.compile(".*/data/audit/[^/]+");

    private static final Pattern DERBY = Pattern.compile(".*/derby\\.log");
    /** Of those that have a process of their own, and of all that run in the test's. */
    private static final Pattern OWN = Pattern.compile("(.*/)?(karaf|instance|frameworks)\\.log");

    private static final Pattern ISSUED =
            Pattern.compile("\"kind\":\"token\\.issue\",\"outcome\":\"allowed\".*\"token\":\"([\\w-]+)\"");
    /** Maven leaves the name of a property that isn't set as it is. */
    private static final boolean ALL =
            Set.of("asked=", "asked=${it.test}").contains(System.getProperty("coattail.asked"));

    private static KeptFiles kept;
    private static KnownSecrets secrets;

    @BeforeAll
    static void collect() throws IOException {
        kept = KeptFiles.in(Files.createDirectories(Path.of(System.getProperty(IssuedTokens.KEPT))));
        secrets = new KnownSecrets(kept);
    }

    private static String test(String file) {
        return file.substring(0, Math.max(0, file.indexOf('/')));
    }

    /** By test; where one has copied an instance's directory, the copy doesn't count. */
    private static Map<String, Integer> instances() throws IOException {
        var identities = new TreeMap<String, Set<String>>();
        for (var file : kept.identities()) {
            identities.computeIfAbsent(test(file), test -> new TreeSet<>()).add(read(file));
        }
        var instances = new TreeMap<String, Integer>();
        identities.forEach((test, keys) -> instances.put(test, keys.size()));
        return instances;
    }

    @Test
    void everyInstanceHasLeftItsIdentity() throws IOException {
        var left = instances();
        var expected = new TreeMap<>(INSTANCES);
        if (!ALL) {
            expected.keySet().retainAll(left.keySet());
        }
        assertEquals(expected, left, "how many instances have left logs, by test");
    }

    @Test
    void everyInstanceHasLeftItsLogsAndNoneIsEmpty() throws IOException {
        for (var instances : instances().entrySet()) {
            var test = instances.getKey();
            for (var form : List.of(AUDIT, DERBY)) {
                var logs = logs(test, form);
                assertTrue(
                        logs.size() >= instances.getValue(),
                        () -> instances + " instances, and they have left " + logs);
            }
            assertFalse(logs(test, OWN).isEmpty(), () -> test + " has left no log of an instance");
        }
    }

    /** Those of a test; no log of this form may be. */
    private static List<String> logs(String test, Pattern form) throws IOException {
        var logs = kept.logs().stream()
                .filter(file -> test(file).equals(test) && form.matcher(file).matches())
                .toList();
        for (var log : logs) {
            assertTrue(Files.size(kept.directory().resolve(log)) > 0, () -> log + " is empty");
        }
        return logs;
    }

    /** By the audit logs: what isn't known can't be searched for. */
    @Test
    void everyTokenThatWasIssuedIsKnown() throws IOException {
        var issued = new TreeSet<String>();
        for (var log : kept.logs()) {
            if (AUDIT.matcher(log).matches()) {
                ISSUED.matcher(read(log)).results().forEach(found -> issued.add(found.group(1)));
            }
        }
        assertFalse(ALL && issued.isEmpty(), "no token was issued");
        issued.removeAll(secrets.tokenIds());
        assertEquals(new TreeSet<>(), issued, "tokens that were issued and that no test has noted");
    }

    @Test
    void noSecretIsInAnyLog() throws IOException {
        var found = new ArrayList<String>();
        for (var log : kept.logs()) {
            found.addAll(secrets.in(kept.directory().resolve(log), log));
        }
        assertEquals("", String.join("\n", found), "secrets in logs");
    }

    private static String read(String file) throws IOException {
        return Files.readString(kept.directory().resolve(file), ISO_8859_1);
    }
}
