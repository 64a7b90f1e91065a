// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import coattail.itests.support.IssuedTokens;

/** The distribution's {@code bin/coattail}, run as a user with a home of its own would. */
final class Launcher {
    /** More than a start may take by its own limit. */
    private static final long LONGEST_SECONDS = 150;

    private final Path program;
    private final Path home;

    /** @param home where the user's home is made */
    Launcher(Path home) throws IOException {
        this.program = Path.of(System.getProperty("coattail.distribution"))
                .toRealPath()
                .resolve("bin/coattail");
        this.home = Files.createDirectory(home);
    }

    /** Runs a command without anything on standard input. */
    Outcome run(Path directory, String... words) throws IOException, InterruptedException {
        return run(directory, new File("/dev/null"), words);
    }

    /** Runs a command that finds the file on standard input. */
    Outcome run(Path directory, File input, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        return run(command, directory, input);
    }

    private Outcome run(List<String> command, Path directory, File input) throws IOException, InterruptedException {
        var words = command.subList(1, command.size());
        // Into files: a process in the background that held on to a pipe would keep its reader waiting.
        var out = Files.createTempFile(home, IssuedTokens.mayBePrinted(String.join(" ", words)) ? "issued" : "out", "");
        var err = Files.createTempFile(home, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        environment(builder.environment());
        var process = builder.start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("not within " + LONGEST_SECONDS + " s: "
                        + new Outcome(String.join(" ", words), -1, Files.readString(out), Files.readString(err)));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(String.join(" ", words), process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Runs lines of bash after the file that completes for it, without anything on standard input. */
    Outcome bash(Path directory, String... lines) throws IOException, InterruptedException {
        var script = Files.createTempFile(home, "script", "");
        Files.writeString(script, ". " + program + "-completion.bash\n" + String.join("\n", lines) + "\n");
        return run(List.of("bash", script.toString()), directory, new File("/dev/null"));
    }

    private void environment(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("KARAF_")
                        || name.startsWith("COATTAIL_")
                        || List.of("EXTRA_JAVA_OPTS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
                                .contains(name));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"); // see test.jvm in the pom.xml
        environment.put("HOME", home.toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    }
}
