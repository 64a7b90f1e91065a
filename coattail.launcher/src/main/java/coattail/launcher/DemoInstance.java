// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;

/** An instance of the demo: every command that it is given is shown as one would type it, with what it prints. */
final class DemoInstance {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 100_000_000L;
    private static final int COLUMNS = 100;

    private final String name;
    private final InstanceClient client;
    private final PrintStream out;

    DemoInstance(InstanceDirectory directory, PrintStream out) {
        this.name = directory.name();
        this.client = new InstanceClient(directory);
        this.out = out;
    }

    /** What a command printed and how it ended. */
    record Result(int exitCode, String output, String errors) {}

    /** Shows a command that must succeed. */
    void show(String... words) {
        prompt("", words);
        Result result = run(words(words));
        print(result);
        require(result.exitCode() == 0, words);
    }

    /** Shows a command whose output goes to a file; returns the output, which isn't shown. */
    String showInto(String file, String... words) {
        prompt(" > " + file, words);
        Result result = run(words(words));
        require(result.exitCode() == 0, words);
        return result.output();
    }

    /** Shows a command that is refused. */
    void showRefusal(String... words) {
        prompt("", words);
        Result result = run(words(words));
        print(result);
        require(result.exitCode() != 0, words);
        out.println("  (exit code " + result.exitCode() + ")");
    }

    /** Shows a command that reads standard input, which isn't shown. */
    void showWithInput(String whence, String input, String... words) {
        prompt(" < " + whence, words);
        List<Word> sent = words(words);
        sent.replaceAll(word -> word.text().equals("-") ? Word.data(input) : word);
        Result result = run(sent);
        print(result);
        require(result.exitCode() == 0, words);
    }

    /** Shows a command once its output is as it should come to be; a cascade takes its time. */
    void showWhen(Predicate<String> come, String... words) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Result result = run(words(words));
        while (!come.test(result.output()) && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            result = run(words(words));
        }
        prompt("", words);
        print(result);
        require(result.exitCode() == 0 && come.test(result.output()), words);
    }

    private void prompt(String behind, String... words) {
        var line = new StringBuilder(name).append("$ coattail");
        for (String word : words) {
            line.append(' ').append(word.matches("[A-Za-z0-9_.,:=@-]+") ? word : "'" + word + "'");
        }
        out.println(line.append(behind));
    }

    private static List<Word> words(String... words) {
        List<Word> list = new ArrayList<>();
        for (String word : words) {
            list.add(Word.word(word));
        }
        return list;
    }

    private Result run(List<Word> words) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int exitCode = client.run(
                new Request(false, false, COLUMNS, words),
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                (prompt, hidden) -> null);
        return new Result(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    private void print(Result result) {
        for (String text : List.of(result.output(), result.errors())) {
            text.lines().forEach(line -> out.println("  " + line));
        }
    }

    private void require(boolean asExpected, String... words) {
        if (!asExpected) {
            throw Failure.failed(
                    "the demo didn't go as it should, at: " + name + "$ coattail " + String.join(" ", words));
        }
    }
}
