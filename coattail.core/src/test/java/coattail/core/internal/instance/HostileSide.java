// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

import coattail.core.admin.NewToken;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.session.Role;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenTerms;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.KeyPin;
import coattail.core.spi.Transport;

/**
 * A peer of an instance that means it ill, with an identity of its own and a token for the instance, so that the
 * instance dials it, and shows it that token on each connection.
 */
final class HostileSide {
    static final int END = 1;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration PAST_SHORT = Duration.ofSeconds(62);

    private final TestInstance victim;
    private final Transport transport;
    private final TestIssuer issuer;
    private final Map<Standing, NewToken> lasting = new EnumMap<>(Standing.class);
    private final Map<String, NewToken> tokens = new LinkedHashMap<>();
    private final Set<String> accepted = new HashSet<>();
    private final InetSocketAddress address;
    private final KeyPin pin;
    private final String forVictim;
    private final String name;

    /** One among many, each of which has a name of its own. It should have one connection at a time. */
    static HostileSide alone(TestInstance victim, Transport transport, Path directory) {
        return new HostileSide(
                victim,
                transport,
                new TestIssuer(directory),
                directory.getFileName().toString());
    }

    /**
     * @param hostile whose turn it is: one whose id is smaller, so that it is for it to choose among several
     *     connections, and the instance keeps them all
     */
    static HostileSide with(TestInstance victim, Transport transport, IntFunction<Path> hostile) {
        return with(victim, transport, hostile, "hostile");
    }

    /** @param name what the instance calls it */
    static HostileSide with(TestInstance victim, Transport transport, IntFunction<Path> hostile, String name) {
        for (int i = 0; ; i++) {
            var issuer = new TestIssuer(hostile.apply(i));
            if (issuer.keys.instanceId().compareTo(victim.id()) < 0) {
                return new HostileSide(victim, transport, issuer, name);
            }
        }
    }

    private HostileSide(TestInstance victim, Transport transport, TestIssuer issuer, String name) {
        this.name = name;
        this.victim = victim;
        this.transport = transport;
        this.issuer = issuer;
        var status = victim.admin().status();
        this.address = address(status.advertised());
        this.pin = KeyPin.parse(status.fingerprint());
        issuer.now = victim.now();
        this.forVictim = issuer.issue(TokenTerms.DEFAULT).token().reveal();
    }

    String id() {
        return issuer.keys.instanceId();
    }

    /**
     * A connection, as far as that.
     *
     * @param role this side's
     */
    RawPeer connect(Role role, Moment goal) throws Exception {
        var peer = new RawPeer(issuer.keys, goal);
        if (role == Role.DIALLER) {
            TestInstance.get(transport.dial(
                    address, issuer.keys.tls(), pin, connection -> peer.opened(connection, Role.DIALLER)));
            peer.reached();
        } else {
            beDialled(peer);
        }
        if (goal == Moment.OPEN) {
            peer.say(RawFrame.of(FrameType.AUTH_OK, peer.streamOf(FrameType.AUTH))
                    .flags(END)
                    .tag(0x12, "0001"));
        }
        return peer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of the connection is seen on it
    private void beDialled(RawPeer peer) throws Exception {
        try (var listening = transport.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                issuer.keys.tls(),
                AdmissionLimits.DEFAULT,
                connection -> peer.opened(connection, Role.LISTENER))) {
            var host = "127.0.0.1:" + listening.address().getPort();
            victim.peers().add(forVictim, Optional.of(name), Optional.of(host));
            peer.reached();
        }
    }

    private static InetSocketAddress address(String advertised) {
        var parts = advertised.split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    /** Shows a token, by its id alone where it was accepted before, and is granted what it allows. */
    void authenticate(RawPeer peer, NewToken token) throws Exception {
        var answer = show(peer, token);
        if (answer.type() != FrameType.AUTH_OK) {
            throw new AssertionError("a good token was answered by " + answer);
        }
    }

    private RawPeer.Heard show(RawPeer peer, NewToken token) throws Exception {
        long stream = peer.stream();
        var id = token.status().id();
        tokens.put(id, token);
        peer.say(accepted.contains(id) ? auth(stream, TokenId.toBytes(id)) : auth(stream, token.reveal()));
        var answer = peer.hear(stream);
        if (answer.type() == FrameType.AUTH_OK) {
            accepted.add(id);
        }
        return answer;
    }

    /** Shows a token, and may be refused. @return whether it was accepted */
    boolean tries(RawPeer peer, NewToken token) throws Exception {
        return show(peer, token).type() == FrameType.AUTH_OK;
    }

    /** All tokens that it has shown. */
    List<NewToken> tokens() {
        return List.copyOf(tokens.values());
    }

    static RawFrame auth(long stream, String token) {
        return RawFrame.of(FrameType.AUTH, stream).flags(END).name(0x10, token);
    }

    static RawFrame auth(long stream, byte[] reference) {
        return RawFrame.of(FrameType.AUTH, stream)
                .flags(END)
                .tag(0x11, HexFormat.of().formatHex(reference));
    }

    /**
     * Brings a connection that is open to a standing.
     *
     * @param stranger another peer
     * @return the number of the grant to name
     */
    int bring(RawPeer peer, Standing standing, HostileSide stranger, List<RawPeer> others) throws Exception {
        switch (standing) {
            case NO_TOKEN -> {}
            case REVOKED -> {
                var token = victim.tokens().issue(standing.request(List.of(), TokenRequest.DEFAULT_LIFETIME));
                authenticate(peer, token);
                victim.tokens().revoke(token.status().id());
                peer.streamOf(FrameType.REVOKE);
            }
            case EXPIRED -> {
                authenticate(peer, victim.tokens().issue(standing.request(List.of(), SHORT)));
                expire(peer);
            }
            case VALIDATION_REMOVED -> {
                var validation = vouch(Duration.ofDays(30));
                authenticate(peer, restingOn(validation, standing));
                victim.validations().remove(validation);
                peer.streamOf(FrameType.REVOKE);
            }
            case VALIDATION_EXPIRED -> {
                issuer.now = victim.now();
                authenticate(peer, restingOn(vouch(SHORT), standing));
                expire(peer);
            }
            case OTHER_CONNECTION -> {
                authenticate(peer, lasting(standing));
                others.add(withTwoGrants());
                return 2;
            }
            case OTHER_PEER -> {
                authenticate(peer, lasting(standing));
                others.add(stranger.withTwoGrants());
                return 2;
            }
            default -> authenticate(peer, lasting(standing));
        }
        return 1;
    }

    private void expire(RawPeer peer) throws InterruptedException {
        victim.setForward(PAST_SHORT);
        victim.pass(Duration.ofSeconds(1)); // so that the instance looks for what has expired
        peer.streamOf(FrameType.REVOKE);
    }

    /** A validation token of its key. */
    String validation(Duration notBefore, Duration lifetime) {
        issuer.now = victim.now();
        return issuer.validations
                .issue(notBefore, Optional.of(lifetime))
                .token()
                .reveal();
    }

    private String vouch(Duration lifetime) {
        var token = issuer.validations.issue(Duration.ZERO, Optional.of(lifetime));
        return victim.validations()
                .add(token.token().reveal(), Optional.empty())
                .id();
    }

    /** What is asked for where a token is to rest on this side's validation token, and to allow everything. */
    TokenRequest vouchedFor() {
        return Standing.ALL.request(List.of("vt://" + vouch(Duration.ofDays(30))), TokenRequest.DEFAULT_LIFETIME);
    }

    private NewToken restingOn(String validation, Standing standing) {
        return victim.tokens().issue(standing.request(List.of("vt://" + validation), TokenRequest.DEFAULT_LIFETIME));
    }

    private RawPeer withTwoGrants() throws Exception {
        var peer = connect(Role.DIALLER, Moment.PROVEN);
        authenticate(peer, lasting(Standing.ALL));
        authenticate(peer, lasting(Standing.ALL));
        return peer;
    }

    /** The token of a standing, the same on each connection. */
    private NewToken lasting(Standing standing) {
        return lasting.computeIfAbsent(
                standing, each -> victim.tokens().issue(each.request(List.of(), TokenRequest.DEFAULT_LIFETIME)));
    }
}
