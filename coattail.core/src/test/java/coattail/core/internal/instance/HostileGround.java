// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import coattail.core.admin.NewToken;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.session.Role;
import coattail.core.internal.testing.TestNetwork;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/** An instance, north, that offers what is given to it, and peers of it that mean it ill. */
final class HostileGround implements AutoCloseable {
    private static final Permissions.Limits AMPLE = new Permissions.Limits(10_000, 20_000, 1_000, 1_000, 1_048_576);

    final TestInstance north;
    /** What came to a handler, to a subscriber or to a receiver. */
    final Set<String> handled = new ConcurrentSkipListSet<>();

    private final TestNetwork network;
    private final Path directory;

    HostileGround(Path directory) {
        this(directory, TestNetwork.inMemory());
    }

    /** @param network ended with this */
    HostileGround(Path directory, TestNetwork network) {
        this.network = network;
        this.directory = directory;
        north = new TestInstance("north", directory, network.transport());
    }

    /** Offers an action that notes its input. */
    HostileGround offers(String... names) {
        for (var name : names) {
            north.offers(name, String.class, String.class, (input, invocation) -> {
                handled.add(input);
                return input;
            });
        }
        return this;
    }

    HostileGround open() {
        north.open();
        return this;
    }

    /** A good instance that notes what is published under these names. */
    TestInstance witness(String... names) {
        var witness = new TestInstance("witness", directory, network.transport())
                .receives("published", String.class, (event, delivery) -> handled.add("published " + event));
        witness.open();
        var token = north.tokens().issue(allowing(List.of(), List.of(), List.of(names), List.of()));
        TestInstance.get(witness.peers().add(token.reveal(), Optional.of("north"), Optional.empty()));
        for (var name : names) {
            TestInstance.get(witness.coattail()
                    .peer("north")
                    .subscribe(name, "published")
                    .result());
        }
        return witness;
    }

    HostileSide side(String name) {
        return HostileSide.with(north, network.transport(), i -> directory.resolve(name + i));
    }

    /** What a token allows, within limits that no test comes to. */
    static TokenRequest allowing(
            List<String> performable, List<String> publishable, List<String> subscribable, List<String> bearers) {
        return new TokenRequest(
                performable,
                publishable,
                subscribable,
                bearers,
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(TokenRequest.DEFAULT_LIFETIME),
                false,
                false,
                AMPLE);
    }

    NewToken issue(List<String> performable, List<String> publishable, List<String> subscribable) {
        return north.tokens().issue(allowing(performable, publishable, subscribable, List.of()));
    }

    /** A connection of that side on which a token was accepted as grant 1. */
    static RawPeer granted(HostileSide side, NewToken token) throws Exception {
        var peer = side.connect(Role.DIALLER, Moment.PROVEN);
        side.authenticate(peer, token);
        return peer;
    }

    /** A call under a grant; what it says is in JSON. */
    static RawFrame call(FrameType type, long stream, int grant, String name, String input) {
        return RawFrame.of(type, stream)
                .flags(HostileSide.END)
                .tag(0x12, "%04x".formatted(grant))
                .name(0x20, name)
                .body(2, ('"' + input + '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        north.close();
        network.close();
    }
}
