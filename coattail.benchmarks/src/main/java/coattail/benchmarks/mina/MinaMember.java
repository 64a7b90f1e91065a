// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;

/** MINA and TLS, with a server for each way to write. */
public final class MinaMember implements Member {
    private static final List<Series> ALL = List.of(Series.MINA, Series.MINA_BATCHED);

    private final Path own;
    private final Path other;
    private final Map<Series, EchoServer> servers = new EnumMap<>(Series.class);
    private final Map<Series, EchoClient> clients = new EnumMap<>(Series.class);

    private MinaMember(Path own, Path other) {
        this.own = own;
        this.other = other;
    }

    /** Starts its servers, with the key of one instance and trust in the other's, both given by directory. */
    public static MinaMember start(Path own, Path other) throws Exception {
        var member = new MinaMember(own, other);
        try {
            for (var series : ALL) {
                member.servers.put(series, new EchoServer(Tls.filter(own, other), Writing.of(series)));
            }
        } catch (Exception e) {
            member.close();
            throw e;
        }
        return member;
    }

    @Override
    public String invitation() {
        return servers.entrySet().stream()
                .map(server -> server.getKey().key() + "=" + server.getValue().port())
                .collect(Collectors.joining(","));
    }

    @Override
    public void join(String invitation) throws Exception {
        for (var part : invitation.split(",")) {
            var pair = part.split("=");
            var series = Series.of(pair[0]);
            clients.put(series, new EchoClient(Integer.parseInt(pair[1]), Tls.filter(own, other), Writing.of(series)));
        }
    }

    @Override
    public Echo echo(Series series) {
        return clients.get(series);
    }

    @Override
    public void close() {
        clients.values().forEach(EchoClient::close);
        servers.values().forEach(EchoServer::close);
    }
}
