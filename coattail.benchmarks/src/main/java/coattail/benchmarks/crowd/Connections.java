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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Issuer;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.spi.KeyPin;
import coattail.core.spi.Transport;
import coattail.transport.internal.MinaTransport;

/** The connections of a crowd, each with a number, a key and a token of its own. */
final class Connections implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OPENING = 16;
    private static final long SECONDS = 60;
    private static final long TICK_MILLIS = 250;

    private final Path directory;
    private final Subscribing subscribing;
    private final Transport transport = new MinaTransport();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Future<?>> repeated = new ArrayList<>();
    private final Map<Integer, InstanceKeys> keys = new HashMap<>();
    private final Map<Integer, CrowdPeer> peers = new ConcurrentHashMap<>();

    /** @param directory where the peers' keys are made */
    Connections(Path directory, Subscribing subscribing) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.subscribing = subscribing;
        repeat(() -> peers.values().forEach(CrowdPeer::tick), TICK_MILLIS);
    }

    /** Does something over and over, until all is closed. */
    void repeat(Runnable task, long millis) {
        repeated.add(timer.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS));
    }

    /** Connects peers from a number on, one for each line of a file, which is a token; back when all are subscribed. */
    void connect(int first, Path file) throws Exception {
        var places = new Semaphore(OPENING);
        var connecting = new ArrayList<Future<?>>();
        for (var token : Files.readAllLines(file)) {
            int number = first + connecting.size();
            var key = keys.computeIfAbsent(number, this::newKeys);
            var peer = new CrowdPeer(number, key, token, Issuer.ACTION, subscribing);
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

    CrowdPeer peer(int number) {
        return peers.get(number);
    }

    Collection<CrowdPeer> peers() {
        return peers.values();
    }

    void forget(int number) {
        peers.remove(number);
    }

    @Override
    public void close() {
        repeated.forEach(each -> each.cancel(false));
        timer.shutdownNow();
    }
}
