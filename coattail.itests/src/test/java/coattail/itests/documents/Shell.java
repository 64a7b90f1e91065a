// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import coattail.itests.support.IssuedTokens;

/**
 * A shell as a reader has it open beside a page: the directory, aliases and variables of one command are there for the
 * next.
 */
final class Shell implements AutoCloseable {
    /** More than a start of an instance may take by its own limit. */
    private static final long LONGEST_SECONDS = 150;

    private static final Pattern REDIRECTED = Pattern.compile("> (/\\S+)");

    private final Path files;
    private final Process process;
    private final Writer commands;
    private final BufferedReader codes;

    /**
     * What became of a command.
     *
     * @param output standard output, and standard error behind it
     */
    record Result(int exitCode, String output) {}

    /**
     * @param directory where it begins
     * @param files where commands and their output are kept
     * @param environment what is set beside the test's own variables
     */
    Shell(Path directory, Path files, Map<String, String> environment) throws IOException {
        this.files = files;
        var builder = new ProcessBuilder("sh").directory(directory.toFile()).redirectErrorStream(true);
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.matches("(KARAF|COATTAIL|MAVEN|XDG)_.*|.*JAVA.*OPT.*"));
        variables.put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1"); // see test.jvm in the pom.xml
        variables.putAll(environment);
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        codes = process.inputReader(StandardCharsets.UTF_8);
    }

    Result run(String command) throws Exception {
        var script = Files.createTempFile(files, "command", ".sh");
        Files.writeString(script, command + "\n");
        // Into files: a process in the background that held on to a pipe would keep its reader waiting.
        var out = Files.createTempFile(files, IssuedTokens.mayBePrinted(command) ? "issued" : "out", "");
        var err = Files.createTempFile(files, "err", "");
        commands.write(". " + script + " </dev/null >" + out + " 2>" + err + "; echo $?\n");
        commands.flush();
        var code = CompletableFuture.supplyAsync(this::code).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        noteTokens(command);
        return new Result(code, Files.readString(out) + Files.readString(err));
    }

    /** Of a token that goes into a file: what is there later may be another one. */
    private static void noteTokens(String command) throws IOException {
        var redirected = REDIRECTED.matcher(command);
        if (IssuedTokens.mayBePrinted(command) && redirected.find()) {
            IssuedTokens.note(Files.readString(Path.of(redirected.group(1))));
        }
    }

    private int code() {
        try {
            var line = codes.readLine();
            if (line == null) {
                throw new AssertionError("the shell has ended");
            }
            return Integer.parseInt(line);
        } catch (IOException e) {
            throw new AssertionError("the shell can't be read", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
