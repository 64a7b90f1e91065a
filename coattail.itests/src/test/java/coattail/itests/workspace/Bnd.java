// SPDX-License-Identifier: Apache-2.0
package coattail.itests.workspace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bnd command line in a workspace, run as a developer would, with a home of its own and no network. */
final class Bnd {
    private static final long LONGEST_SECONDS = 300;

    private final Path workspace;
    private final Path home;

    Bnd(Path workspace, Path home) throws IOException {
        this.workspace = workspace;
        this.home = Files.createDirectories(home);
    }

    /** One of the tools that the build has put aside. */
    static Path jar(String artifact) {
        return Path.of(System.getProperty("coattail.bnd"), artifact + ".jar");
    }

    /** Runs a command to its end; it must find nothing wrong. */
    void run(String... words) throws IOException, InterruptedException {
        var log = home.resolve("bnd-" + words[0] + ".log");
        var process = start(log, words);
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        var said = Files.readString(log);
        assertTrue(
                ended && process.exitValue() == 0 && !said.contains("Errors"),
                () -> "docs/workspace.md: bnd " + String.join(" ", words) + " in cnf/ "
                        + (ended ? "failed" : "wasn't done after " + LONGEST_SECONDS + " s") + "\n" + said);
    }

    /** Starts a command, what it says going to a file. */
    Process start(Path log, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-Dmaven.repo.local=" + System.getProperty("coattail.repository"),
                "-jar",
                jar("biz.aQute.bnd").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .directory(workspace.resolve("cnf").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Its compilers are many and short-lived. Whoever asks the network asks a port where nobody is.
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn200m"
                                + " -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9"
                                + " -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9");
        return builder.start();
    }
}
