// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import coattail.api.Option;
import coattail.core.admin.Permissions;
import coattail.itests.carrier.Carrier;
import coattail.itests.support.ActivatorJar;
import coattail.itests.support.Await;

/**
 * An instance in a framework, in a process of its own with little memory. It does what is said to it on standard input,
 * a line each, and answers a line each.
 */
final class SmallHeap implements AutoCloseable {
    private static final String ANSWER = "answer ";
    private static final long END_SECONDS = 30;

    private final Path log;
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private SmallHeap(Path log, Process process) {
        this.log = log;
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Begins to start one; its first answer comes when it is there. */
    static SmallHeap start(String name, Path parent, String heap, long largest) throws IOException {
        var log = parent.resolve(name + ".log");
        var classes = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElseGet(() -> System.getProperty("java.class.path"));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes,
                        SmallHeap.class.getName(),
                        name,
                        parent.toString(),
                        String.valueOf(largest))
                .redirectError(log.toFile())
                .start();
        return new SmallHeap(log, process);
    }

    /** Gives an order and waits for what it answers. */
    String order(String order) throws IOException {
        orders.println(order);
        return answer();
    }

    String answer() throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
        }
        throw new AssertionError("the process has ended:\n" + Files.readString(log));
    }

    @Override
    public void close() throws InterruptedException {
        orders.close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** The process itself: name, directory, and the largest body in bytes. */
    public static void main(String[] arguments) throws Exception {
        var out = System.out;
        long largest = Long.parseLong(arguments[2]);
        var parent = Path.of(arguments[1]);
        var jar = parent.resolve(arguments[0] + "-carrier.jar");
        ActivatorJar.write(jar, Carrier.class, "org.osgi.framework,coattail.api");
        try (var instance = FelixInstance.start(
                arguments[0], parent, Map.of("coattail.security", Map.of("max.message", (int) largest)))) {
            instance.context().installBundle(jar.toUri().toString()).start();
            Await.until(() -> "the action", () -> instance.handlers().actions().stream()
                    .anyMatch(action -> action.name().equals(Carrier.CARRY)));
            out.println(ANSWER + "started");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.println(ANSWER + answer(instance, line.split(" "), largest));
            }
        }
    }

    private static String answer(FelixInstance instance, String[] words, long largest) {
        try {
            switch (words[0]) {
                case "token" -> {
                    var limits = new Permissions.Limits(1_000, 1_000, 64, 10, (int) largest);
                    return instance.tokens()
                            .issue(FelixInstance.allowing(List.of(Carrier.MIRROR), List.of(), List.of(), limits))
                            .reveal();
                }
                case "add" -> {
                    FelixInstance.get(instance.peers().add(words[1], Optional.of("north"), Optional.empty()));
                    return "added";
                }
                case "carry" -> {
                    var call = instance.coattail()
                            .local()
                            .perform(
                                    Carrier.CARRY,
                                    Long.valueOf(words[1]),
                                    String.class,
                                    Option.deadline(Duration.ofMinutes(1)));
                    return FelixInstance.get(call.result());
                }
                default -> throw new IllegalArgumentException(words[0]);
            }
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
