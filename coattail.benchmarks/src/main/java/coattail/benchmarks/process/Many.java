// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.crowd.Crowd;
import coattail.benchmarks.crowd.Seen;
import coattail.benchmarks.crowd.State;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Issuer.Taken;

/** An instance in a process of its own, and many peers of it in another. */
public final class Many implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Led issuer;
    private final Led crowd;
    private final Map<Integer, String> tokenIds = new HashMap<>();

    private Many(Path directory, Led issuer, Led crowd) {
        this.directory = directory;
        this.issuer = issuer;
        this.crowd = crowd;
    }

    /**
     * Starts both.
     *
     * @param program the directory of the program's jar
     * @param directory where the directories of both are made
     */
    public static Many start(Path program, Path directory, List<String> issuing, List<String> crowding)
            throws IOException {
        var instance = Files.createDirectories(directory.resolve("issuer"));
        var issuer = Led.start(
                issuing,
                directory.resolve("issuer.log"),
                MemberProcess.ISSUER,
                program.toString(),
                instance.toString(),
                "issuer");
        try {
            var peers = directory.resolve("crowd").toString();
            return new Many(
                    directory, issuer, Led.start(crowding, directory.resolve("crowd.log"), MemberProcess.CROWD, peers));
        } catch (IOException | RuntimeException e) {
            issuer.close();
            throw e;
        }
    }

    /** Issues a token to each of so many peers, the first of them with this number, and lets them connect. */
    public void connect(int first, int count) throws IOException {
        var file = Tokens.issue(issuer, directory, count);
        var number = first;
        for (var token : Files.readAllLines(file)) {
            var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
            tokenIds.put(number++, JSON.readTree(claims).get("jti").textValue());
        }
        crowd.order(Crowd.CONNECT, Integer.toString(first), file.toString());
    }

    /** Lets the instance publish to all, and the peers call, from now on. */
    public void keepBusy(int callsPerSecond, int publicationsPerSecond) throws IOException {
        crowd.order(Crowd.CALL, Integer.toString(callsPerSecond));
        issuer.order(Issuer.PUBLISH, Integer.toString(1_000 / publicationsPerSecond));
    }

    /** What was taken away, and how one peer saw it. */
    public record Outcome(Taken taken, Seen seen) {}

    /** Revokes the token of one peer, in the midst of its calls. */
    public Outcome revoke(int peer) throws IOException {
        crowd.order(Crowd.CALL_ON, Integer.toString(peer));
        var taken = JSON.readValue(issuer.order(Issuer.REVOKE, tokenIds.get(peer)), Taken.class);
        return new Outcome(taken, seen(peer));
    }

    /** Makes another key sign. */
    public void rotate() throws IOException {
        issuer.order(Issuer.ROTATE);
    }

    /** Revokes all that the key has signed; these are all the peers with such tokens. */
    public List<Outcome> rotateCompromised(List<Integer> peers) throws IOException {
        var taken = JSON.readValue(issuer.order(Issuer.COMPROMISED), Taken.class);
        var outcomes = new ArrayList<Outcome>();
        for (int peer : peers) {
            outcomes.add(new Outcome(taken, seen(peer)));
        }
        return outcomes;
    }

    private Seen seen(int peer) throws IOException {
        return JSON.readValue(crowd.order(Crowd.SEEN, Integer.toString(peer)), Seen.class);
    }

    /** How the peers are whose tokens stay. */
    public State state() throws IOException {
        return JSON.readValue(crowd.order(Crowd.STATE), State.class);
    }

    @Override
    public void close() {
        crowd.close();
        issuer.close();
    }
}
