// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.NewToken;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.session.Role;
import coattail.core.internal.testing.TestNetwork;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/**
 * A thief who has proven a key of its own, and has the tokens of others word by word. What each is told must not differ
 * from what one is told who has nothing.
 */
public class StolenTokenTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private HostileGround ground;
    private HostileSide owner;
    private HostileSide thief;

    /** What they meet on; another transport has the same tests by overriding this. */
    protected TestNetwork network() {
        return TestNetwork.inMemory();
    }

    @BeforeEach
    void open() {
        ground = new HostileGround(directory, network()).open();
        owner = ground.side("owner");
        thief = ground.side("thief");
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void isOfNoUseAndTellsNothing() throws Exception {
        var use = Variants.of(StolenTokenTest.class, "a token that is another's, or that can't be used here or now");
        var telling = Variants.of(StolenTokenTest.class, "finding out which tokens exist and how they stand");
        var nothing = answer(Role.DIALLER, HostileSide.auth(1, "no token"));
        assertEquals(FrameType.ERROR, nothing.type());
        for (var each : stolen().entrySet()) {
            attempt(each.getKey(), each.getValue(), nothing, use, telling);
        }
        var signed = issue(List.of(), Optional.empty(), Duration.ZERO, AN_HOUR);
        ground.north.keys().rotateCompromised();
        attempt("signed by a key that was dropped", signed, nothing, use, telling);
        for (var text : List.of(".", "eyJhbGciOiJub25lIn0..", "ct-at+jwt", "A".repeat(4_000))) {
            var answer = answer(Role.DIALLER, HostileSide.auth(1, text));
            telling.tried("no token at all, " + text, !answer.content().equals(nothing.content()));
        }
        for (int id : new int[] {0, 1, 0xFF}) {
            var answer = answer(Role.DIALLER, HostileSide.auth(1, bytes(id)));
            telling.tried("the id of none", !answer.content().equals(nothing.content()));
        }
        use.hold();
        telling.hold();
    }

    private void attempt(String what, NewToken token, RawPeer.Heard nothing, Variants use, Variants telling)
            throws Exception {
        for (var role : Role.values()) {
            var whole = answer(role, HostileSide.auth(1, token.reveal()));
            use.tried(what + ", whole, " + role, whole.type() != FrameType.ERROR);
            telling.tried(what + ", whole, " + role, !whole.content().equals(nothing.content()));
            var byItsId = answer(
                    role, HostileSide.auth(1, TokenId.toBytes(token.status().id())));
            use.tried(what + ", by its id, " + role, byItsId.type() != FrameType.ERROR);
            telling.tried(what + ", by its id, " + role, !byItsId.content().equals(nothing.content()));
        }
    }

    /** Those that the thief can't use, by what keeps it. */
    private Map<String, NewToken> stolen() throws Exception {
        var tokens = new LinkedHashMap<String, NewToken>();
        var used = issue(List.of(), Optional.empty(), Duration.ZERO, TokenRequest.DEFAULT_LIFETIME);
        HostileGround.granted(owner, used).end();
        tokens.put("bound to its first key", used);
        tokens.put(
                "bound when it was issued",
                issue(List.of(), Optional.of(owner.id()), Duration.ZERO, TokenRequest.DEFAULT_LIFETIME));
        tokens.put("for a key by its validation token", ground.north.tokens().issue(owner.vouchedFor()));
        for (var network : List.of("ipv4://192.0.2.0/24", "ipv6://2001:db8::/32", "ipv4://127.0.0.2/32")) {
            tokens.put("for " + network, issue(List.of(network), Optional.empty(), Duration.ZERO, AN_HOUR));
        }
        tokens.put("not yet to be used", issue(List.of(), Optional.empty(), AN_HOUR, AN_HOUR));
        var revoked = issue(List.of(), Optional.empty(), Duration.ZERO, AN_HOUR);
        ground.north.tokens().revoke(revoked.status().id());
        tokens.put("revoked before it was used", revoked);
        var revokedLater = issue(List.of(), Optional.empty(), Duration.ZERO, AN_HOUR);
        HostileGround.granted(owner, revokedLater).end();
        ground.north.tokens().revoke(revokedLater.status().id());
        tokens.put("used, and revoked", revokedLater);
        tokens.put("expired", issue(List.of(), Optional.empty(), Duration.ZERO, Duration.ofSeconds(1)));
        ground.north.setForward(Duration.ofSeconds(62));
        return tokens;
    }

    private NewToken issue(List<String> bearers, Optional<String> peer, Duration from, Duration lifetime) {
        var any = HostileGround.allowing(List.of("*"), List.of("*"), List.of("*"), bearers);
        return ground.north
                .tokens()
                .issue(new TokenRequest(
                        any.performable(),
                        any.publishable(),
                        any.subscribable(),
                        any.bearers(),
                        false,
                        peer,
                        from,
                        Optional.of(lifetime),
                        true,
                        true,
                        any.limits()));
    }

    /** On a connection of its own, since three refusals end one. */
    private RawPeer.Heard answer(Role role, RawFrame auth) throws Exception {
        var peer = thief.connect(role, Moment.PROVEN);
        try {
            long stream = peer.stream();
            peer.say(auth.on(stream));
            return peer.hear(stream);
        } finally {
            peer.end();
        }
    }

    private static byte[] bytes(int value) {
        var bytes = new byte[16];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void ofTwoWhoUseItAtOnceOneHasIt() throws Exception {
        var variants = Variants.bounded(StolenTokenTest.class, "two keys in a race for a token that isn't bound yet");
        for (int round = 0; round < (Variants.THOROUGH ? 1_000 : 40); round++) {
            var token = ground.issue(List.of("*"), List.of(), List.of());
            var racers = new ArrayList<RawPeer>();
            for (var side : List.of(owner, thief)) {
                racers.add(side.connect(Role.DIALLER, Moment.PROVEN));
            }
            var streams = racers.stream().map(RawPeer::stream).toList();
            for (int i = 0; i < 2; i++) {
                racers.get(i).say(HostileSide.auth(streams.get(i), token.reveal()));
            }
            int accepted = 0;
            for (int i = 0; i < 2; i++) {
                accepted += racers.get(i).hear(streams.get(i)).type() == FrameType.AUTH_OK ? 1 : 0;
            }
            variants.tried("round " + round, accepted != 1);
            for (var racer : racers) {
                racer.end();
            }
        }
        variants.hold();
    }
}
