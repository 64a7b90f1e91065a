// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;

/**
 * The audit log of an instance that runs, tampered with by somebody who can write to its files: each way is tried, and
 * {@code audit verify} names it. One instance serves all tests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class AuditIT {
    @TempDir
    static Path directory;

    private static Site north;
    private static AuditFile log;
    /** The number of the record that says that the first token was issued. */
    private static int issued;

    @BeforeAll
    static void makeAndDoThings() throws Exception {
        north = new Site(
                new Launcher(directory.resolve("home")), directory.toRealPath().resolve("north"), FreePort.next());
        north.make().succeeded();
        north.start().succeeded();
        north.issue("token", "--performable", "greet");
        north.issue("other", "--subscribable", "echo");
        north.run(
                        "token",
                        "revoke",
                        north.json("token", "list").get(0).get("id").textValue(),
                        "--force")
                .succeeded();
        log = AuditFile.of(north.directory());
        verify(true);
        var records = north.json("audit", "show");
        issued = IntStream.range(0, records.size())
                        .filter(index ->
                                records.get(index).get("kind").textValue().equals("token.issue"))
                        .findFirst()
                        .orElseThrow()
                + 1;
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        Proc.kill(directory);
    }

    /** What is found first; null if the log is whole, which it should be or not. */
    private static JsonNode verify(boolean whole) throws Exception {
        var report = whole
                ? north.json("audit", "verify")
                : north.run("audit", "verify", "--json").failedWithResult();
        assertEquals(whole, report.get("whole").booleanValue());
        return report.at("/findings/0");
    }

    private static void assertFound(String fault, int record, JsonNode finding) {
        assertEquals(fault, finding.get("fault").textValue(), finding::toString);
        assertEquals(record, finding.get("record").intValue(), finding::toString);
    }

    @Test
    @Order(1)
    void whatWasDoneIsOnRecordWithWhoDidIt() throws Exception {
        var record = north.json("audit", "show", "--kind", "token.issue").get(0);
        assertEquals("operator karaf", record.get("who").textValue());
        assertEquals("greet", record.at("/about/performable").textValue());
        var revoked = north.json("audit", "show", "--kind", "token.revoke");
        assertEquals(1, revoked.size());
        assertEquals("allowed", revoked.get(0).get("outcome").textValue());
        assertNotEquals(0, north.json("audit", "show", "--kind", "instance").size());
    }

    /** What can be done to a log, with the first fault that is found then and the record that has it. */
    private enum Tampering {
        CHANGE("changed", 0) {
            @Override
            void on(List<String> lines) {
                int index = issued - 1;
                lines.set(index, lines.get(index).replace("\"performable\":\"greet\"", "\"performable\":\"*\""));
            }
        },
        CHANGE_WITH_ITS_HASH("changed", 0) {
            @Override
            void on(List<String> lines) {
                AuditFile.change(lines, issued, "\"performable\":\"greet\"", "\"performable\":\"*\"");
            }
        },
        CHANGE_WITH_ALL_HASHES("changed", 0) {
            @Override
            void on(List<String> lines) {
                AuditFile.change(lines, issued, "\"performable\":\"greet\"", "\"performable\":\"*\"");
                AuditFile.chainFrom(lines, issued);
            }
        },
        DELETE("deleted", 0) {
            @Override
            void on(List<String> lines) {
                lines.remove(issued - 1);
            }
        },
        SWAP("moved", 1) {
            @Override
            void on(List<String> lines) {
                Collections.swap(lines, issued - 1, issued);
            }
        },
        MOVE("moved", 0) {
            @Override
            void on(List<String> lines) {
                lines.add(lines.size() - 1, lines.remove(issued - 1));
            }
        },
        ADD("added", 0) {
            @Override
            void on(List<String> lines) {
                lines.add(issued, lines.get(issued - 1));
            }
        },
        CUT_THE_TAIL("cut-off", 1) {
            @Override
            void on(List<String> lines) {
                lines.subList(issued, lines.size()).clear();
            }
        };

        private final String fault;
        private final int after;

        /** @param after how far behind the record that was edited stands the one that is named */
        Tampering(String fault, int after) {
            this.fault = fault;
            this.after = after;
        }

        abstract void on(List<String> lines);
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void whateverIsDoneToItIsNamed(Tampering tampering) throws Exception {
        var before = Files.readAllBytes(log.path());
        log.edit(tampering::on);
        assertFalse(Arrays.equals(before, Files.readAllBytes(log.path())), "nothing was done");
        var finding = verify(false);
        int expected = issued + tampering.after;
        if (tampering == Tampering.CHANGE_WITH_ALL_HASHES) {
            // Only the signature tells then, and it is over all records since the one before.
            assertFound("changed", finding.get("record").intValue(), finding);
            assertTrue(finding.get("record").intValue() <= expected, finding::toString);
            assertTrue(expected <= finding.get("through").intValue(), finding::toString);
        } else {
            assertFound(tampering.fault, expected, finding);
        }
        assertTrue(finding.get("file").textValue().isEmpty()
                || log.path().endsWith(finding.get("file").textValue()));
        Files.write(log.path(), before);
        verify(true);
    }

    @Test
    @Order(3)
    void anOlderStateThatIsPutBackIsFound() throws Exception {
        var older = Files.readAllBytes(log.path());
        int count = log.lines().size();
        north.issue("third", "--performable", "greet");
        verify(true);
        var newer = Files.readAllBytes(log.path());
        Files.write(log.path(), older);
        assertFound("cut-off", count + 1, verify(false));
        Files.write(log.path(), newer);
        verify(true);
    }

    @Test
    @Order(4)
    void whatIsDoneWhileItIsStoppedIsFoundAtTheNextStart() throws Exception {
        north.run("service", "stop").succeeded();
        int count = log.lines().size();
        log.edit(lines -> {
            lines.subList(count - 2, count).clear();
            AuditFile.change(lines, issued, "\"performable\":\"greet\"", "\"performable\":\"*\"");
        });
        north.start().succeeded();
        var report = north.run("audit", "verify", "--json").failedWithResult();
        assertFound("changed", issued, report.at("/findings/0"));
        assertFound("deleted", count - 1, report.at("/findings/1"));
        var damaged = north.json("audit", "show", "--kind", "audit.damaged").get(0);
        assertTrue(damaged.get("why").textValue().contains("number " + (count - 1)), damaged::toString);
    }

    @Test
    @Order(5)
    void aLogThatIsDeletedIsMissed() throws Exception {
        var before = Files.readAllBytes(log.path());
        Files.delete(log.path());
        assertFound("cut-off", 1, verify(false));
        north.run("audit", "verify").failed(1, "the audit log isn't as it was written: records 1 to ", "were cut off");
        Files.write(log.path(), before); // SecretsIT reads all logs
    }
}
