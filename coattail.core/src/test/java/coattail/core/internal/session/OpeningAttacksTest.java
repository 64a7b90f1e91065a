// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.Variants;

/**
 * Openings in which somebody between the two changes what is said, or in which one side goes no further: at every byte
 * of them.
 */
class OpeningAttacksTest {
    private static final int PROOF_BYTES = 79;
    private static final long ALL_THERE_IS = 10_000;
    private static final UnaryOperator<byte[]> AS_IT_IS = UnaryOperator.identity();

    @Test
    void unchangedItIsAccepted() {
        var both = opened(AS_IT_IS, AS_IT_IS);

        both.forEach(side -> assertNotNull(side.told.peer));
        assertEquals(
                List.of(false, false), both.stream().map(side -> side.closed).toList());
    }

    @Test
    void aChangedByteOfTheOpeningIsNoticed() {
        var variants =
                Variants.bounded(OpeningAttacksTest.class, "a byte of PREFACE, HELLO or PROOF changed on its way");
        int length = greeting().length;
        for (int at = 0; at < length; at++) {
            for (int change : changes(at)) {
                int place = at;
                UnaryOperator<byte[]> edit = bytes -> changed(bytes, place, change);
                variants.tried("to the listener, byte " + at + " by " + change, anyBelieves(opened(edit, AS_IT_IS)));
                variants.tried("to the dialler, byte " + at + " by " + change, isMissed(at, opened(AS_IT_IS, edit)));
            }
        }
        variants.hold();
    }

    @Test
    void bytesLeftOutRepeatedOrPutInAreNoticed() {
        var variants = Variants.bounded(OpeningAttacksTest.class, "a byte of the opening left out, or one put in");
        int length = greeting().length;
        for (int at = 0; at < length; at++) {
            int place = at;
            for (int bytes : Variants.THOROUGH ? new int[] {-1, 1} : new int[] {at % 2 * 2 - 1}) {
                UnaryOperator<byte[]> edit = original -> shifted(original, place, bytes);
                variants.tried("to the listener, " + bytes + " at " + at, anyBelieves(opened(edit, AS_IT_IS)));
                variants.tried("to the dialler, " + bytes + " at " + at, isMissed(at, opened(AS_IT_IS, edit)));
            }
        }
        variants.hold();
    }

    /** It says all up to a byte, and nothing more, or the rest too slowly. */
    @Test
    void whoGoesNoFurtherIsPutOutAfterTenSeconds() {
        var variants = Variants.of(OpeningAttacksTest.class, "an opener that stops at a byte, or that dribbles");
        byte[] toListener = greeting();
        byte[] toDialler = saidBy(started(Role.LISTENER));
        for (int length = 0; length < toListener.length; length++) {
            variants.tried("dialler, after " + length, outlasts(Role.LISTENER, toListener, length, ALL_THERE_IS));
        }
        for (int length = 0; length <= toDialler.length; length++) {
            variants.tried("listener, after " + length, outlasts(Role.DIALLER, toDialler, length, ALL_THERE_IS));
        }
        for (int length = 0; length < toListener.length; length += 7) {
            long pause = ALL_THERE_IS / (toListener.length - length) + 1; // its last byte would be too late
            variants.tried("dialler, from " + length, outlasts(Role.LISTENER, toListener, length, pause));
        }
        variants.hold();
    }

    /** Whether a side waits longer than it should, for one that says the rest byte by byte. */
    private boolean outlasts(Role role, byte[] bytes, int atOnce, long pause) {
        var side = started(role);
        side.session.received(ByteBuffer.wrap(bytes, 0, atOnce), 0);
        long now = 0;
        for (int at = atOnce; now + pause < ALL_THERE_IS && at < bytes.length; at++) {
            now += pause;
            side.session.tick(now);
            side.session.received(ByteBuffer.wrap(bytes, at, 1), now);
        }
        side.session.tick(ALL_THERE_IS - 1);
        boolean patient = !side.told.over;
        side.session.tick(ALL_THERE_IS);
        return !patient || !side.closed || side.told.end.code() != ErrorCode.HANDSHAKE_TIMEOUT;
    }

    /** One bit of the byte, each of them at some byte; thoroughly, each other value. */
    private static int[] changes(int at) {
        return Variants.THOROUGH ? IntStream.range(1, 256).toArray() : new int[] {1 << at % 8};
    }

    private static byte[] changed(byte[] bytes, int at, int change) {
        byte[] edited = bytes.clone();
        if (at < edited.length) {
            edited[at] ^= (byte) change;
        }
        return edited;
    }

    private static byte[] shifted(byte[] bytes, int at, int by) {
        if (at >= bytes.length) {
            return bytes;
        }
        var all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        if (by > 0) {
            all.write(bytes[at] ^ 0x5A);
        }
        all.write(bytes, at + (by < 0 ? 1 : 0), bytes.length - at - (by < 0 ? 1 : 0));
        return all.toByteArray();
    }

    /** Whether a listener believes a dialler that has said something else than it heard. */
    private static boolean anyBelieves(List<Side> both) {
        return both.stream().anyMatch(side -> side.told.peer != null);
    }

    /** The same for a dialler, and for what the listener believes of it; its last word the listener can't know of. */
    private static boolean isMissed(int at, List<Side> both) {
        boolean beforeItsProof = at < greeting().length - PROOF_BYTES;
        return beforeItsProof ? anyBelieves(both) : both.get(1).told.peer != null;
    }

    /** Listener and dialler, after all that was said came, edited. */
    private List<Side> opened(UnaryOperator<byte[]> toListener, UnaryOperator<byte[]> toDialler) {
        var listener = started(Role.LISTENER);
        var dialler = started(Role.DIALLER);
        var heard = new ByteArrayOutputStream();
        var said = new ByteArrayOutputStream();
        int passed = 0;
        int reached = 0;
        for (int i = 0; i < 3; i++) {
            said.writeBytes(saidBy(listener));
            byte[] edited = toDialler.apply(said.toByteArray());
            passed = hand(dialler, edited, passed);
            heard.writeBytes(saidBy(dialler));
            reached = hand(listener, toListener.apply(heard.toByteArray()), reached);
        }
        return List.of(listener, dialler);
    }

    private static int hand(Side side, byte[] bytes, int from) {
        if (from < bytes.length && !side.closed) {
            side.session.received(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, bytes.length)), 0);
        }
        return bytes.length;
    }

    private static byte[] greeting() {
        var listener = started(Role.LISTENER);
        var dialler = started(Role.DIALLER);
        dialler.session.received(ByteBuffer.wrap(saidBy(listener)), 0);
        return saidBy(dialler);
    }

    private static Side started(Role role) {
        var keys = List.of(SeedSigner.of(1), SeedSigner.of(2));
        var own = keys.get(role == Role.LISTENER ? 0 : 1);
        var peer = keys.get(role == Role.LISTENER ? 1 : 0);
        var side = Side.of(role, own, peer, new Random(role.ordinal()));
        side.session.start(0);
        return side;
    }

    private static byte[] saidBy(Side side) {
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
