// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.benchmarks.crowd.Crowd;
import coattail.benchmarks.felix.CoattailMember;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;
import coattail.benchmarks.measure.Slice;
import coattail.benchmarks.mina.MinaMember;

/**
 * The main class of a process that is led: a line of standard input is an order, a line of standard output the answer
 * to it. It ends with its input, so that none outlives the one that leads it.
 */
public final class MemberProcess {
    static final String COATTAIL = "coattail";
    static final String MINA = "mina";
    static final String ISSUER = "issuer";
    static final String CROWD = "crowd";

    static final String READY = "ready";
    static final String INVITE = "invite";
    static final String JOIN = "join";
    static final String MEASURE = "measure";
    static final String CPU = "cpu";

    /** How an answer begins; the JVM prints lines of its own among them. */
    static final String DONE = "done:";

    static final String FAILED = "failed:";

    private static final Logger LOG = LoggerFactory.getLogger(MemberProcess.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Member member;

    private MemberProcess(Member member) {
        this.member = member;
    }

    public static void main(String[] arguments) throws Exception {
        var answers = System.out;
        // Whatever prints must not come between the answers.
        System.setOut(System.err);
        try (var member = start(arguments)) {
            new MemberProcess(member).serve(answers);
        }
        // Libraries may have left a thread behind that isn't a daemon.
        System.exit(0);
    }

    private static Member start(String[] arguments) throws Exception {
        return switch (arguments[0]) {
            case COATTAIL -> CoattailMember.start(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]);
            case ISSUER -> CoattailMember.forMany(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]);
            case CROWD -> new Crowd(Path.of(arguments[1]));
            case MINA -> MinaMember.start(Path.of(arguments[1]), Path.of(arguments[2]));
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
            case INVITE -> {
                return member.invitation();
            }
            case JOIN -> {
                member.join(words[1]);
                return "";
            }
            case MEASURE -> {
                var measured = Slice.run(
                        member.echo(Series.of(words[1])),
                        Integer.parseInt(words[2]),
                        Duration.ofMillis(Long.parseLong(words[3])),
                        Duration.ofMillis(Long.parseLong(words[4])));
                return JSON.writeValueAsString(measured);
            }
            case CPU -> {
                var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
                return Long.toString(system.getProcessCpuTime());
            }
            default -> {
                return member.obey(words);
            }
        }
    }
}
