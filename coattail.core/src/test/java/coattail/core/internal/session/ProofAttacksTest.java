// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.Variants;

/**
 * Proofs that were made elsewhere, shown to listeners 10 000 times: with nonces that differ each time, as those of real
 * ones do, none is accepted. What the attacker could not have, it is given all the same where it could only help.
 */
class ProofAttacksTest {
    private static final int EACH = 2_500;
    private static final SeedSigner NORTH = SeedSigner.of(1);
    private static final SeedSigner SOUTH = SeedSigner.of(2);
    private static final SeedSigner EVIL = SeedSigner.of(3);

    private final Random random = new Random(20_261_122);
    private final Recorded recorded = exchange(side(Role.LISTENER, NORTH, SOUTH), side(Role.DIALLER, SOUTH, NORTH));

    private enum Attack {
        /** All that south sent north on another connection, from a channel with south's own key. */
        REPLAY,
        /** South's HELLO and PROOF for this very nonce, which it gave to evil, whom it dialled. */
        RELAY,
        /** The same, from a channel that has south's key at north's end, though not at south's. */
        RELAY_WITH_THE_KEY,
        /** North's own PROOF of another connection, for the key of evil. */
        REFLECTION
    }

    @Test
    void noneOf10000IsAccepted() {
        var variants = Variants.of(ProofAttacksTest.class, "a PROOF replayed, relayed or reflected");
        for (int i = 0; i < EACH; i++) {
            for (var attack : Attack.values()) {
                var north = attacked(attack);
                boolean refused =
                        north.told.peer == null && north.closed && north.told.end.code() == ErrorCode.PROOF_FAILED;
                variants.tried(attack.toString(), !refused);
            }
        }
        variants.hold();
    }

    /** The same bytes are taken where they were made for: else refusing them would prove nothing. */
    @Test
    void whatIsMadeForTheConnectionIsAccepted() {
        var north = side(Role.LISTENER, NORTH, SOUTH);
        var south = side(Role.DIALLER, SOUTH, NORTH);
        exchange(north, south);
        assertNotNull(north.told.peer);
        assertNotNull(south.told.peer);
    }

    private Side attacked(Attack attack) {
        return switch (attack) {
            case REPLAY -> told(side(Role.LISTENER, NORTH, SOUTH), recorded.fromDialler());
            case RELAY -> relayed(EVIL);
            case RELAY_WITH_THE_KEY -> relayed(SOUTH);
            case REFLECTION -> {
                // North's listening PROOF of a good connection behind evil's HELLO, whose PROOF is cut off.
                var north = side(Role.LISTENER, NORTH, EVIL);
                var evil = side(Role.DIALLER, EVIL, NORTH);
                north.session.start(0);
                evil.session.start(0);
                evil.session.received(ByteBuffer.wrap(written(north)), 0);
                byte[] own = written(evil);
                var bytes = new ByteArrayOutputStream();
                bytes.write(own, 0, own.length - recorded.proof().length);
                bytes.writeBytes(recorded.proof());
                north.session.received(ByteBuffer.wrap(bytes.toByteArray()), 0);
                yield north;
            }
        };
    }

    /** What north says goes to south, who has dialled evil, and what south says goes to north. */
    private Side relayed(SeedSigner channelKey) {
        var north = side(Role.LISTENER, NORTH, channelKey);
        var south = side(Role.DIALLER, SOUTH, EVIL);
        north.session.start(0);
        south.session.start(0);
        south.session.received(ByteBuffer.wrap(written(north)), 0);
        north.session.received(ByteBuffer.wrap(written(south)), 0);
        return north;
    }

    private static Side told(Side listener, byte[] bytes) {
        listener.session.start(0);
        written(listener);
        listener.session.received(ByteBuffer.wrap(bytes), 0);
        return listener;
    }

    /** @param proof the listener's */
    private record Recorded(byte[] fromDialler, byte[] proof) {}

    private static Recorded exchange(Side listener, Side dialler) {
        listener.session.start(0);
        dialler.session.start(0);
        dialler.session.received(ByteBuffer.wrap(written(listener)), 0);
        byte[] fromDialler = written(dialler);
        listener.session.received(ByteBuffer.wrap(fromDialler), 0);
        byte[] proof = written(listener);
        dialler.session.received(ByteBuffer.wrap(proof), 0);
        return new Recorded(fromDialler, proof);
    }

    private Side side(Role role, SeedSigner own, SeedSigner peer) {
        return Side.of(role, own, peer, new Random(random.nextLong()));
    }

    private static byte[] written(Side side) {
        var all = new ByteArrayOutputStream();
        for (ByteBuffer each = side.written.poll(); each != null; each = side.written.poll()) {
            byte[] bytes = new byte[each.remaining()];
            each.get(bytes);
            all.writeBytes(bytes);
            side.session.written(0);
        }
        return all.toByteArray();
    }
}
