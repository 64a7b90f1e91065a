// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.spi.KeyPin;
import coattail.core.spi.Transport;
import coattail.transport.internal.MinaTransport;

/** Peers of one instance, each with a number from 0 on. */
public final class Crowd implements Member {
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
    private static final int OPENING = 16;
    private static final long SECONDS = 60;
    private static final long TICK_MILLIS = 250;
    private static final long CALL_MILLIS = 10;

    private final Path directory;
    private final Transport transport = new MinaTransport();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Future<?>> repeated = new ArrayList<>();
    private final Map<Integer, InstanceKeys> keys = new HashMap<>();
    private final Map<Integer, CrowdPeer> peers = new ConcurrentHashMap<>();

    /** @param directory where the peers' keys are made */
    public Crowd(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        repeat(() -> peers.values().forEach(CrowdPeer::tick), TICK_MILLIS);
    }

    private void repeat(Runnable task, long millis) {
        repeated.add(timer.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public String obey(String... words) throws Exception {
        switch (words[0]) {
            case CONNECT -> {
                connect(Integer.parseInt(words[1]), Files.readAllLines(Path.of(words[2])));
                return "";
            }
            case CALL -> {
                int each = (int) (Integer.parseInt(words[1]) * CALL_MILLIS / 1_000);
                repeat(() -> call(each), CALL_MILLIS);
                return "";
            }
            case CALL_ON -> {
                peer(words[1]).callOn();
                return "";
            }
            case SEEN -> {
                var seen = peer(words[1]).over().get(SECONDS, TimeUnit.SECONDS);
                peers.remove(seen.peer());
                return JSON.writeValueAsString(seen);
            }
            case STATE -> {
                return JSON.writeValueAsString(state());
            }
            default -> throw new IllegalArgumentException("no such order");
        }
    }

    private CrowdPeer peer(String number) {
        return peers.get(Integer.valueOf(number));
    }

    private void connect(int first, List<String> tokens) throws Exception {
        var places = new Semaphore(OPENING);
        var connecting = new ArrayList<Future<?>>();
        for (var token : tokens) {
            int number = first + connecting.size();
            var peer = new CrowdPeer(number, keys.computeIfAbsent(number, this::newKeys), token, Issuer.ACTION);
            var claims = claims(token);
            var address = new InetSocketAddress(
                    claims.get("host").textValue(), claims.get("port").intValue());
            var pin = KeyPin.parse(claims.at("/pin/0").textValue());
            places.acquire();
            peers.put(number, peer);
            connecting.add(peer.connect(transport, address, pin).whenComplete((done, failure) -> places.release()));
        }
        for (var connected : connecting) {
            connected.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private InstanceKeys newKeys(int number) {
        return InstanceKeys.open(
                directory.resolve("peer-" + number), Optional.empty(), InstantSource.system(), new SecureRandom());
    }

    private static JsonNode claims(String token) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private void call(int times) {
        var all = List.copyOf(peers.values());
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
        long fewestEvents = Long.MAX_VALUE;
        for (var peer : peers.values()) {
            connected += peer.isConnected() ? 1 : 0;
            lost += peer.isConnected() ? 0 : 1;
            served += peer.served();
            failed += peer.unserved();
            fewestEvents = Math.min(fewestEvents, peer.events());
        }
        return new State(connected, lost, served, failed, fewestEvents);
    }

    @Override
    public String invitation() {
        throw new UnsupportedOperationException("nobody connects with a crowd");
    }

    @Override
    public void join(String invitation) {
        throw new UnsupportedOperationException("each of a crowd has a token of its own");
    }

    @Override
    public Echo echo(Series series) {
        throw new UnsupportedOperationException("a crowd isn't measured by echoes");
    }

    @Override
    public void close() {
        repeated.forEach(each -> each.cancel(false));
        timer.shutdownNow();
    }
}
