// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.measure.Issuer;

/** Peers of one instance, each with a number from 0 on. */
public final class Crowd implements Follower {
    /** Connects peers from a number on, one for each line of a file, which is a token. */
    public static final String CONNECT = "connect";
    /** Lets so many calls a second be made, spread over those that are connected, from now on. */
    public static final String CALL = "call";
    /** Lets one peer call over and over, until one of its calls isn't served. */
    public static final String CALL_ON = "call-on";
    /** Waits until a peer's connection has ended, and forgets it. */
    public static final String SEEN = "seen";
    /** Tells how those are that weren't forgotten. */
    public static final String STATE = "state";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 60;
    private static final long CALL_MILLIS = 10;
    private static final String RECEIVER = "crowd-";

    private final Connections connections;

    /** @param directory where the peers' keys are made */
    public Crowd(Path directory) throws IOException {
        var subscribing = new Subscribing(
                List.of(Issuer.ACTION), Subscribing.MESSAGES, Subscribing.BYTES, (peer, event, missed) -> {});
        connections = new Connections(directory, subscribing);
    }

    /** The name of the receiver with which a peer subscribes. */
    public static String receiver(int peer) {
        return RECEIVER + peer;
    }

    @Override
    public String obey(String... words) throws Exception {
        switch (words[0]) {
            case CONNECT -> {
                connections.connect(Integer.parseInt(words[1]), Path.of(words[2]));
                return "";
            }
            case CALL -> {
                int each = (int) (Integer.parseInt(words[1]) * CALL_MILLIS / 1_000);
                connections.repeat(() -> call(each), CALL_MILLIS);
                return "";
            }
            case CALL_ON -> {
                connections.peer(Integer.parseInt(words[1])).callOn();
                return "";
            }
            case SEEN -> {
                var peer = connections.peer(Integer.parseInt(words[1]));
                var seen = peer.over().get(SECONDS, TimeUnit.SECONDS);
                connections.forget(seen.peer());
                return JSON.writeValueAsString(seen);
            }
            case STATE -> {
                return JSON.writeValueAsString(state());
            }
            default -> throw new IllegalArgumentException("no such order");
        }
    }

    private void call(int times) {
        var all = List.copyOf(connections.peers());
        for (int i = 0; i < times && !all.isEmpty(); i++) {
            var peer = all.get(ThreadLocalRandom.current().nextInt(all.size()));
            if (peer.isConnected()) {
                peer.call();
            }
        }
    }

    private State state() {
        int connected = 0;
        int lost = 0;
        long served = 0;
        long failed = 0;
        for (var peer : connections.peers()) {
            connected += peer.isConnected() ? 1 : 0;
            lost += peer.isConnected() ? 0 : 1;
            served += peer.served();
            failed += peer.unserved();
        }
        return new State(connected, lost, served, failed);
    }

    @Override
    public void close() {
        connections.close();
    }
}
