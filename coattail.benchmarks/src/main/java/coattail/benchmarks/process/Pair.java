// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Measured;
import coattail.benchmarks.measure.Series;

/** Two processes, of which one sends to the other. */
public final class Pair implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Led server;
    private final Led client;

    /**
     * What a slice has shown.
     *
     * @param measured what the client saw
     * @param cpuPerCall CPU time that both processes together used for an echo, in nanoseconds
     */
    public record Outcome(Measured measured, double cpuPerCall) {}

    private Pair(Led server, Led client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Two instances of Coattail, the client with a token of the server.
     *
     * @param program the directory of the program's jar
     * @param directory where the instances' directories are made
     */
    public static Pair coattail(Path program, Path directory, List<String> jvmArguments) throws IOException {
        var server = Files.createDirectories(server(directory));
        var client = Files.createDirectories(client(directory));
        return joined(
                jvmArguments,
                directory,
                new String[] {MemberProcess.COATTAIL, program.toString(), server.toString(), "server"},
                new String[] {MemberProcess.COATTAIL, program.toString(), client.toString(), "client"});
    }

    /** Two processes of MINA alone, with the keys of two instances that were started in the same directory. */
    public static Pair mina(Path directory, List<String> jvmArguments) throws IOException {
        var server = server(directory).toString();
        var client = client(directory).toString();
        return joined(jvmArguments, directory, new String[] {MemberProcess.MINA, server, client}, new String[] {
            MemberProcess.MINA, client, server
        });
    }

    private static Path server(Path directory) {
        return directory.resolve("server");
    }

    private static Path client(Path directory) {
        return directory.resolve("client");
    }

    private static Pair joined(List<String> jvmArguments, Path directory, String[] server, String[] client)
            throws IOException {
        var serving = Led.start(jvmArguments, directory.resolve(server[0] + "-server.log"), server);
        try {
            var sending = Led.start(jvmArguments, directory.resolve(client[0] + "-client.log"), client);
            try {
                sending.order(Paired.JOIN, serving.order(Paired.INVITE));
                return new Pair(serving, sending);
            } catch (IOException | RuntimeException e) {
                sending.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            serving.close();
            throw e;
        }
    }

    /** Lets the client measure; see {@link coattail.benchmarks.measure.Slice#run}. */
    public Outcome measure(Series series, int inFlight, Duration lead, Duration measured) throws IOException {
        long before = server.cpu() + client.cpu();
        var answer = client.order(
                Paired.MEASURE,
                series.key(),
                Integer.toString(inFlight),
                Long.toString(lead.toMillis()),
                Long.toString(measured.toMillis()));
        long used = server.cpu() + client.cpu() - before;
        var seen = JSON.readValue(answer, Measured.class);
        return new Outcome(seen, (double) used / seen.callsInAll());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
