// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import coattail.benchmarks.crowd.Crowd;
import coattail.benchmarks.measure.Publishing;

/** An instance that publishes, and subscribers in several processes which write down what comes. */
public final class Ledgers implements AutoCloseable {
    private final Path directory;
    private final Led issuer;
    private final List<Led> writers = new ArrayList<>();

    private Ledgers(Path directory, Led issuer) {
        this.directory = directory;
        this.issuer = issuer;
    }

    /** Starts the instance; see {@link Many#start}. */
    public static Ledgers start(Path program, Path directory, List<String> issuing) throws IOException {
        var instance = Files.createDirectories(directory.resolve("issuer"));
        return new Ledgers(
                directory,
                Led.start(
                        issuing,
                        directory.resolve("issuer.log"),
                        MemberProcess.ISSUER,
                        program.toString(),
                        instance.toString(),
                        "issuer"));
    }

    /**
     * Starts one more process of subscribers.
     *
     * @param first the number of the first of them
     * @param forgotten of so many events one is acknowledged without being written down; 0 for none
     */
    public void subscribe(List<String> jvmArguments, int first, int count, int forgotten) throws IOException {
        var name = "writers-" + writers.size();
        var writer = Led.start(
                jvmArguments,
                directory.resolve(name + ".log"),
                MemberProcess.WRITERS,
                directory.resolve(name).toString(),
                lines(writers.size()).toString(),
                Integer.toString(forgotten));
        writers.add(writer);
        var tokens = Tokens.issue(issuer, directory, count);
        writer.order(Crowd.CONNECT, Integer.toString(first), tokens.toString());
    }

    private Path lines(int process) {
        return directory.resolve("received-" + process);
    }

    /** Begins to publish with verdicts. */
    public void publish(int count, Duration period, Duration deadline) throws IOException {
        issuer.order(
                Publishing.ACCOUNTED,
                Integer.toString(count),
                Long.toString(period.toNanos() / 1_000),
                Long.toString(deadline.toNanos() / 1_000));
    }

    /** Kills a process of subscribers once so many events have been published. */
    public void kill(int process, int published) throws IOException {
        issuer.order(Publishing.PUBLISHED, Integer.toString(published));
        writers.get(process).kill();
    }

    /** The publisher's verdicts, once all are in; see {@link Publishing#verdicts}. */
    public List<String> verdicts() throws IOException {
        var file = directory.resolve("verdicts");
        issuer.order(Publishing.VERDICTS, file.toString());
        return Files.readAllLines(file);
    }

    /** What all subscribers have written down; see {@link coattail.benchmarks.crowd.Writers}. */
    public List<String> received() throws IOException {
        var all = new ArrayList<String>();
        for (int i = 0; i < writers.size(); i++) {
            all.addAll(Files.readAllLines(lines(i)));
        }
        return all;
    }

    @Override
    public void close() {
        writers.forEach(Led::close);
        issuer.close();
    }
}
