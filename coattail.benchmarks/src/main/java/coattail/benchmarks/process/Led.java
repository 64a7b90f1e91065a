// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link MemberProcess} that this process has started and leads. */
final class Led implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final Path log;
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private Led(Path log, Process process) {
        this.log = log;
        this.process = process;
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts one by this JVM's own java and class path; what it logs goes to the file. Back when it is ready. */
    static Led start(List<String> jvmArguments, Path log, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MemberProcess.class.getName());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        var led = new Led(log, process);
        try {
            led.answer("start");
        } catch (IOException | RuntimeException e) {
            led.close();
            throw e;
        }
        return led;
    }

    /** Gives an order and waits for what it answers. */
    String order(String... words) throws IOException {
        orders.println(String.join(" ", words));
        return answer(words[0]);
    }

    private String answer(String order) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(MemberProcess.FAILED)) {
                throw new IllegalStateException(order + " " + line + ": see " + log);
            }
            if (line.startsWith(MemberProcess.DONE)) {
                return line.substring(MemberProcess.DONE.length()).strip();
            }
            // Else it is the JVM that has something to say, as it does when it records.
        }
        throw new IllegalStateException("a process has ended before its time, at " + order + ": see " + log);
    }

    /** CPU time that it has used so far, in nanoseconds. */
    long cpu() throws IOException {
        return Long.parseLong(order(MemberProcess.CPU));
    }

    /** Ends it as a machine that fails would; back when it is gone. */
    void kill() throws IOException {
        process.destroyForcibly();
        await(process);
    }

    /** Stops it where it stands: it lives and does nothing. */
    void freeze() throws IOException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void thaw() throws IOException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException {
        var kill = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (await(kill) != 0) {
            throw new IOException("kill " + signal + " failed");
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
