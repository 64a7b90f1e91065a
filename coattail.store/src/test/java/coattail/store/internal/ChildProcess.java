// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs a program of the tests. What it prints is read line by line; its errors go to this one's. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a program, behind the words of a command that runs what follows them. */
    static ChildProcess start(List<String> command, Class<?> program, String... arguments) throws IOException {
        var words = new ArrayList<>(command);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        words.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line, null at the end. Only what ends with a full stop was printed as a whole. */
    String readLine() throws IOException {
        return output.readLine();
    }

    /** {@code kill -9}, and waits for the end. What it had printed can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("a killed process still runs");
        }
    }

    @Override
    public void close() throws InterruptedException, IOException {
        kill();
        output.close();
    }
}
