// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import coattail.itests.support.Await;
import coattail.itests.support.EtcFile;
import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;

/**
 * An instance with a process of its own, operated by commands alone.
 *
 * @param directory the instance's, named as the instance is
 */
record Site(Launcher launcher, Path directory, int port) {

    String name() {
        return directory.getFileName().toString();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    Outcome make() throws Exception {
        return make("127.0.0.1");
    }

    /** @param advertised where its tokens say that it is */
    Outcome make(String advertised) throws Exception {
        var outcome = launcher.run(
                directory.getParent(),
                "new",
                name(),
                "--samples",
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--advertise",
                advertised);
        if (outcome.exitCode() == 0) {
            movePortsOfKaraf();
        }
        return outcome;
    }

    /** The launcher knows which ports this user's instances have; every test is a user of its own. */
    void movePortsOfKaraf() throws IOException {
        var ports = new EtcFile(directory.resolve("etc/custom.system.properties"));
        for (var key : List.of("coattail.ssh.port", "coattail.rmi.registry.port", "coattail.rmi.server.port")) {
            ports.put(key, String.valueOf(FreePort.next()));
        }
    }

    /**
     * Starts it. The samples lie in a drop-in folder, which a start waits for, though on a slow machine not to the end.
     */
    Outcome start() throws Exception {
        var outcome = run("service", "start", "--headless");
        if (outcome.exitCode() == 0) {
            Await.until(
                    () -> "the samples of " + name(),
                    () -> find(json("action", "list"), "name", "greet") != null
                            && find(json("receiver", "list"), "name", "remember") != null);
        }
        return outcome;
    }

    /** As {@code kill -9}. */
    void kill() throws Exception {
        Proc.kill(directory);
    }

    /** Runs a command in the instance's directory. */
    Outcome run(String... words) throws IOException, InterruptedException {
        return launcher.run(directory, words);
    }

    Outcome runWithInput(File input, String... words) throws IOException, InterruptedException {
        return launcher.run(directory, input, words);
    }

    /** The document that a command answers when it is told to with {@code --json}. */
    JsonNode json(String... words) throws IOException, InterruptedException {
        var more = Arrays.copyOf(words, words.length + 1);
        more[words.length] = "--json";
        return run(more).json();
    }

    String id() throws IOException, InterruptedException {
        return json("info").get("id").textValue();
    }

    /** Issues a token with these options into a file beside the instances; returns the token. */
    String issue(String file, String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("token", "issue", "--quiet", "--print-raw-token"));
        words.addAll(List.of(options));
        var token = run(words.toArray(String[]::new)).succeeded();
        Files.writeString(directory.resolveSibling(file), token);
        return token.strip();
    }

    /** How many subscriptions processed what is published here under the name. */
    int processedOf(String action, String data) throws IOException, InterruptedException {
        return counts(action, data).get("processed").intValue();
    }

    /** What became of a publication here, which had one subscription. */
    JsonNode counts(String action, String data) throws IOException, InterruptedException {
        var publication = json("action", "publish", action, data).get("publication");
        assertEquals(1, publication.get("subscriptions").intValue(), publication::toPrettyString);
        return publication.get("counts");
    }

    /** Whether the receiver called remember has kept this value. */
    boolean remembers(String member, String value) throws IOException, InterruptedException {
        return find(json("action", "perform", "recall").get("output"), member, value) != null;
    }

    /** The state of the peer of this name. */
    String peerState(String peer) throws IOException, InterruptedException {
        return json("peer", "show", peer).get("state").textValue();
    }

    void awaitConnected(String peer) throws Exception {
        Await.until(() -> name() + " connected to " + peer + " by itself", () -> peerState(peer)
                .equals("connected"));
    }

    /** The object of an array that has this text as a member, or null. */
    static JsonNode find(JsonNode array, String member, String text) {
        for (var object : array) {
            if (object.path(member).asText().equals(text)) {
                return object;
            }
        }
        return null;
    }
}
