// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.support.Await;
import coattail.itests.support.Proc;

/**
 * Does what the pages say, command by command, in the order in which a newcomer would read them, with the instances
 * that the first page makes. A page is left at the first command that doesn't do what it should.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells which processes belong to the test")
class DocumentsIT {
    /** Those that build on one another. All others may come in any order after them. */
    private static final List<String> ORDER = List.of("README.md", "docs/operations.md", "docs/writing-an-action.md");

    @TempDir
    static Path directory;

    private static Path place;
    private static Surroundings surroundings;

    @BeforeAll
    static void furnish() throws Exception {
        place = directory.toRealPath();
        surroundings = new Surroundings(place);
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        Proc.kill(place);
    }

    @TestFactory
    Stream<DynamicNode> pages() {
        return Checkout.pages().stream()
                .filter(page -> page.blocks().stream().anyMatch(DocumentsIT::isRun))
                .sorted(Comparator.comparingInt(DocumentsIT::rank))
                .map(page -> dynamicContainer(page.name(), new Walk(page).tests().stream()));
    }

    private static int rank(Page page) {
        int index = ORDER.indexOf(page.name());
        return index < 0 ? ORDER.size() : index;
    }

    private static boolean isRun(Block block) {
        return block.isCommands() && block.excuse().isEmpty();
    }

    /** One page from its top to its end, in one shell. */
    private static final class Walk {
        private final Page page;
        private Shell shell;
        private boolean left;

        Walk(Page page) {
            this.page = page;
        }

        List<DynamicNode> tests() {
            var tests = new ArrayList<DynamicNode>();
            tests.add(test("begin", () -> shell = surroundings.shell(page.name().contains("/") ? "home" : "checkout")));
            for (var block : page.blocks()) {
                if (isRun(block)) {
                    Step.of(block)
                            .forEach(step -> tests.add(test(step.place() + " " + step.command(), () -> run(step))));
                }
                block.file().ifPresent(file -> tests.add(test(block.place() + " " + file, () -> write(block, file))));
            }
            tests.add(dynamicTest("end", this::end));
            return tests;
        }

        private DynamicNode test(String name, Executable executable) {
            return dynamicTest(name, () -> {
                assumeFalse(left, "a command before has failed");
                left = true;
                executable.execute();
                left = false;
            });
        }

        private void write(Block block, String file) throws Exception {
            var source = surroundings.file(surroundings.here(block.text()));
            var target = surroundings.here(file);
            var copied = shell.run("mkdir -p \"$(dirname " + target + ")\" && cp " + source + " " + target);
            assertEquals(0, copied.exitCode(), copied::output);
        }

        private void end() {
            if (shell != null) {
                shell.close();
            }
        }

        private void run(Step step) throws Exception {
            var command = surroundings.here(step.command());
            var shown = new Shape(step.shown().stream().map(surroundings::here).toList());
            var last = new Object() {
                Shell.Result result = shell.run(command);
            };
            if (step.soon()) {
                Await.until(() -> step + ": " + last.result, () -> {
                    if (!asShown(step, shown, last.result)) {
                        last.result = shell.run(command);
                    }
                    return asShown(step, shown, last.result);
                });
            }
            assertEquals(
                    step.succeeds(), last.result.exitCode() == 0, () -> "exit code " + last.result + " of " + step);
            assertTrue(
                    asShown(step, shown, last.result),
                    () -> step.place() + " shows\n" + String.join("\n", shown.lines()) + "\nand this came:\n"
                            + last.result.output());
        }

        private static boolean asShown(Step step, Shape shown, Shell.Result result) {
            return step.succeeds() == (result.exitCode() == 0)
                    && (step.shown().isEmpty() || shown.fits(result.output()));
        }
    }
}
