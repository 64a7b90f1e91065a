// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.benchmarks.crowd.Crowd;
import coattail.benchmarks.crowd.Readers;
import coattail.benchmarks.crowd.Writers;
import coattail.benchmarks.felix.CoattailMember;
import coattail.benchmarks.felix.HoppingMember;
import coattail.benchmarks.felix.IssuingMember;
import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.mina.MinaMember;

/**
 * The main class of a process that is led: a line of standard input is an order, a line of standard output the answer
 * to it. It ends with its input, so that none outlives the one that leads it.
 */
public final class MemberProcess {
    static final String COATTAIL = "coattail";
    static final String MINA = "mina";
    static final String ISSUER = "issuer";
    static final String HOPPING = "hopping";
    static final String CROWD = "crowd";
    static final String READERS = "readers";
    static final String GREEDY = "greedy";
    static final String WRITERS = "writers";

    static final String READY = "ready";
    static final String CPU = "cpu";
    static final String MEMORY = "memory";

    /** How an answer begins; the JVM prints lines of its own among them. */
    static final String DONE = "done:";

    static final String FAILED = "failed:";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(MemberProcess.class);

    private final Follower follower;
    private final Heap heap = new Heap();

    private MemberProcess(Follower follower) {
        this.follower = follower;
    }

    public static void main(String[] arguments) throws Exception {
        var answers = System.out;
        // Whatever prints must not come between the answers.
        System.setOut(System.err);
        try (var follower = start(arguments)) {
            new MemberProcess(follower).serve(answers);
        }
        // Libraries may have left a thread behind that isn't a daemon.
        System.exit(0);
    }

    private static Follower start(String[] arguments) throws Exception {
        return switch (arguments[0]) {
            case COATTAIL ->
                new Paired(CoattailMember.start(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]));
            case ISSUER -> IssuingMember.start(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]);
            case HOPPING -> HoppingMember.start(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]);
            case CROWD -> new Crowd(Path.of(arguments[1]));
            case READERS -> Readers.usual(Path.of(arguments[1]));
            case GREEDY -> Readers.greedy(Path.of(arguments[1]));
            case WRITERS -> new Writers(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
            case MINA -> new Paired(MinaMember.start(Path.of(arguments[1]), Path.of(arguments[2])));
            default -> throw new IllegalArgumentException(arguments[0]);
        };
    }

    private void serve(PrintStream answers) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println(DONE + " " + READY);
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            var words = order.split(" ");
            try {
                answers.println((DONE + " " + obey(words)).strip());
            } catch (Exception e) {
                // Only the order's first word: a token may follow.
                LOG.error("{} failed", words[0], e);
                answers.println(FAILED + " " + e.toString().replaceAll("\\s+", " "));
            }
        }
    }

    private String obey(String[] words) throws Exception {
        switch (words[0]) {
            case CPU -> {
                var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
                return Long.toString(system.getProcessCpuTime());
            }
            case MEMORY -> {
                return JSON.writeValueAsString(heap.taken());
            }
            default -> {
                return follower.obey(words);
            }
        }
    }
}
