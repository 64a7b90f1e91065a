// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signatures that a strict verifier refuses, made for any message: the classes of Project Wycheproof (ed25519 and
 * eddsa) and of Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs" (2020), section 5. The vectors are our own.
 * Nothing here is random, so that a test that fails fails again.
 */
public final class FaultySignatures {
    private static final byte[] SEED = new byte[32];
    private static final BigInteger SECRET = secret();
    private static final byte[] KEY = EdwardsPoint.BASE.times(SECRET).encode();
    private static final BigInteger EIGHT = BigInteger.valueOf(8);
    private static final byte[] ZERO = new byte[32];

    private FaultySignatures() {}

    /**
     * A fault.
     *
     * @param name its class
     * @param key the public key that goes with it
     * @param someTakeIt whether the verification equation, times the cofactor and with nothing else checked, holds
     * @param sign makes a signature for a message
     */
    public record Fault(String name, byte[] key, boolean someTakeIt, UnaryOperator<byte[]> sign) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Fault> all() {
        return Stream.of(
                        smallKeys(),
                        mixedKeys(),
                        smallCommitments(),
                        mixedCommitments(),
                        scalars(),
                        lengths(),
                        others())
                .flatMap(List::stream)
                .toList();
    }

    /** A key of order 1, 2, 4 or 8 fits any message; here with an R beyond suspicion, and with R = A, S = 0. */
    private static List<Fault> smallKeys() {
        var faults = new ArrayList<Fault>();
        for (byte[] key : smallEncodings()) {
            String name = "A of small order, " + HexFormat.of().formatHex(key);
            faults.add(new Fault(
                    name, key, true, message -> honest(key, BigInteger.ZERO, message, FaultySignatures::isMultiple)));
            faults.add(new Fault(name + ", R the same, S = 0", key, true, message -> join(key, ZERO)));
        }
        return faults;
    }

    /** A key with a part of small order: verifiers with and without the cofactor disagree on its signatures. */
    private static List<Fault> mixedKeys() {
        var faults = new ArrayList<Fault>();
        for (int n = 1; n < 8; n++) {
            byte[] key = EdwardsPoint.BASE.times(SECRET).plus(small(n)).encode();
            String name = "A of mixed order, with " + n + " times the point of order 8";
            faults.add(
                    new Fault(name, key, true, message -> honest(key, SECRET, message, FaultySignatures::isMultiple)));
            faults.add(new Fault(
                    name + ", right by the cofactor alone",
                    key,
                    true,
                    message -> honest(key, SECRET, message, challenge -> challenge.testBit(0))));
        }
        return faults;
    }

    /** What only who has the key can make: R of small order, so that S says nothing that hides the key. */
    private static List<Fault> smallCommitments() {
        var faults = new ArrayList<Fault>();
        for (byte[] r : smallEncodings()) {
            String name = "R of small order, " + HexFormat.of().formatHex(r);
            faults.add(good(name, true, message -> join(r, scalar(BigInteger.ZERO, challenge(r, KEY, message)))));
            byte[] canonical = EdwardsPoint.decode(r).orElseThrow().encode();
            if (!Arrays.equals(canonical, r)) {
                // Some hash what R means rather than what it says.
                faults.add(good(
                        name + ", the canonical one hashed",
                        false,
                        message -> join(r, scalar(BigInteger.ZERO, challenge(canonical, KEY, message)))));
            }
        }
        return faults;
    }

    /** Right but for a part of R of small order, which the cofactor hides. */
    private static List<Fault> mixedCommitments() {
        var faults = new ArrayList<Fault>();
        for (int n = 1; n < 8; n++) {
            EdwardsPoint part = small(n);
            faults.add(good("R of mixed order, with " + n + " times the point of order 8", true, message -> {
                BigInteger r = first(message);
                byte[] encoded = EdwardsPoint.BASE.times(r).plus(part).encode();
                return join(encoded, scalar(r, challenge(encoded, KEY, message)));
            }));
        }
        return faults;
    }

    /** The same S for a lax verifier: with multiples of the order of the base. And those that suites try with any R. */
    private static List<Fault> scalars() {
        var faults = new ArrayList<Fault>();
        for (int n = 1; n < 15; n++) {
            BigInteger more = EdwardsPoint.ORDER.multiply(BigInteger.valueOf(n));
            faults.add(good("S + " + n + " L", true, message -> {
                byte[] signature = right(message);
                return join(
                        r(signature),
                        EdwardsPoint.toBytes(EdwardsPoint.toNumber(s(signature)).add(more)));
            }));
        }
        for (int bit = 253; bit < 256; bit++) {
            int set = bit;
            faults.add(good("S with bit " + bit + " set", false, message -> {
                byte[] signature = right(message);
                return join(
                        r(signature),
                        EdwardsPoint.toBytes(EdwardsPoint.toNumber(s(signature)).setBit(set)));
            }));
        }
        BigInteger two255 = BigInteger.TWO.pow(255);
        var special = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                EdwardsPoint.ORDER.subtract(BigInteger.ONE),
                EdwardsPoint.ORDER,
                EdwardsPoint.ORDER.add(BigInteger.ONE),
                EdwardsPoint.FIELD.subtract(BigInteger.ONE),
                EdwardsPoint.FIELD,
                EdwardsPoint.FIELD.add(BigInteger.ONE),
                two255.subtract(BigInteger.ONE),
                two255,
                two255.add(two255).subtract(BigInteger.ONE));
        for (BigInteger r : special) {
            for (BigInteger s : special) {
                faults.add(good(
                        "R = " + r.toString(16) + " and S = " + s.toString(16),
                        false,
                        message -> join(EdwardsPoint.toBytes(r), EdwardsPoint.toBytes(s))));
            }
            faults.add(good(
                    "R right and S = " + r.toString(16),
                    false,
                    message -> join(r(right(message)), EdwardsPoint.toBytes(r))));
        }
        return faults;
    }

    private static List<Fault> lengths() {
        var faults = new ArrayList<Fault>();
        IntStream.range(0, 64)
                .forEach(length -> faults.add(good(
                        "cut off after " + length + " bytes",
                        false,
                        message -> Arrays.copyOf(right(message), length))));
        for (int more : new int[] {1, 32, 64}) {
            faults.add(
                    good("followed by " + more + " zeros", false, message -> Arrays.copyOf(right(message), 64 + more)));
        }
        faults.add(good("twice", false, message -> join(right(message), right(message))));
        faults.add(good("after a zero", false, message -> join(new byte[1], right(message))));
        faults.add(good("S alone", false, message -> s(right(message))));
        faults.add(good("in DER, as ECDSA's are", false, message -> {
            byte[] der = HexFormat.of().parseHex("30440220");
            return join(join(der, r(right(message))), join(new byte[] {2, 32}, s(right(message))));
        }));
        return faults;
    }

    /** Right in another way: other schemes of RFC 8032, other orders of bytes, another message or key. */
    private static List<Fault> others() {
        byte[] another = {1};
        byte[] anotherSeed = EdwardsPoint.toBytes(BigInteger.TEN);
        byte[] notAPoint = EdwardsPoint.toBytes(BigInteger.TWO);
        return List.of(
                good("Ed25519ctx without context", false, message -> context(new byte[0], message)),
                good("Ed25519ctx with context", false, message -> context(another, message)),
                good("Ed25519ph", false, message -> prehashed(message)),
                good("the digest signed", false, message -> right(sha512(message))),
                good("another message", false, message -> right(join(message, another))),
                good("another key", false, message -> sign(anotherSeed, message)),
                good("R and S swapped", false, message -> join(s(right(message)), r(right(message)))),
                good(
                        "the highest byte first",
                        false,
                        message -> join(reversed(r(right(message))), reversed(s(right(message))))),
                good("the sign of R changed", false, message -> join(negated(r(right(message))), s(right(message)))),
                good(
                        "both halves negated",
                        false,
                        message -> join(
                                negated(r(right(message))),
                                EdwardsPoint.toBytes(
                                        EdwardsPoint.ORDER.subtract(EdwardsPoint.toNumber(s(right(message))))))),
                good(
                        "R that is no point",
                        false,
                        message -> join(notAPoint, scalar(BigInteger.ZERO, challenge(notAPoint, KEY, message)))),
                good("ones only", false, message -> filled((byte) -1)),
                good("zeros only", false, message -> filled((byte) 0)),
                new Fault("the sign of A changed", negated(KEY), false, FaultySignatures::right),
                new Fault("A that is no point", notAPoint, false, FaultySignatures::right),
                new Fault("A of zeros", ZERO, false, FaultySignatures::right),
                new Fault("A with the highest byte first", reversed(KEY), false, FaultySignatures::right));
    }

    /** A key and its signature without fault, which shows that the others fail for their fault. */
    public static Fault none() {
        return good("no fault", true, FaultySignatures::right);
    }

    /** The encodings of the points whose order divides 8, those that aren't canonical included. */
    static List<byte[]> smallEncodings() {
        var encodings = new ArrayList<byte[]>();
        EdwardsPoint.SMALL.forEach(point -> encodings.add(point.encode()));
        for (EdwardsPoint point : EdwardsPoint.SMALL) {
            byte[] encoded = point.encode();
            byte[] otherSign = negated(encoded);
            if (Arrays.equals(EdwardsPoint.decode(otherSign).orElseThrow().encode(), encoded)) {
                encodings.add(otherSign); // x = 0 has no sign
            }
            BigInteger raised = EdwardsPoint.toNumber(encoded).clearBit(255).add(EdwardsPoint.FIELD);
            if (raised.bitLength() <= 255) {
                encodings.add(EdwardsPoint.toBytes(raised));
                encodings.add(EdwardsPoint.toBytes(raised.setBit(255)));
            }
        }
        return encodings;
    }

    /** The loosest verifier: nothing canonical required, any scalar, the equation times the cofactor. */
    static boolean looselyVerifies(byte[] key, byte[] message, byte[] signature) {
        var a = EdwardsPoint.decode(key);
        var r = signature.length == 64 ? EdwardsPoint.decode(r(signature)) : a.filter(never -> false);
        if (a.isEmpty() || r.isEmpty()) {
            return false;
        }
        BigInteger challenge = challenge(r(signature), key, message);
        EdwardsPoint left = EdwardsPoint.BASE.times(EdwardsPoint.toNumber(s(signature)));
        EdwardsPoint right = r.get().plus(a.get().times(challenge));
        return left.times(EIGHT).equals(right.times(EIGHT));
    }

    private static Fault good(String name, boolean someTakeIt, UnaryOperator<byte[]> sign) {
        return new Fault(name, KEY, someTakeIt, sign);
    }

    /** S = r + challenge * secret, with the first R = rB whose challenge fits. */
    private static byte[] honest(byte[] key, BigInteger secret, byte[] message, Predicate<BigInteger> fit) {
        BigInteger r = first(message);
        EdwardsPoint point = EdwardsPoint.BASE.times(r);
        while (!fit.test(challenge(point.encode(), key, message))) {
            r = r.add(BigInteger.ONE);
            point = point.plus(EdwardsPoint.BASE);
        }
        BigInteger s = r.add(challenge(point.encode(), key, message).multiply(secret));
        return join(point.encode(), EdwardsPoint.toBytes(s.mod(EdwardsPoint.ORDER)));
    }

    private static boolean isMultiple(BigInteger challenge) {
        return challenge.mod(EIGHT).signum() == 0;
    }

    private static EdwardsPoint small(int n) {
        return EdwardsPoint.SMALL.get(n - 1);
    }

    private static BigInteger first(byte[] message) {
        return EdwardsPoint.toNumber(sha512(message)).mod(EdwardsPoint.ORDER);
    }

    private static byte[] scalar(BigInteger r, BigInteger challenge) {
        return EdwardsPoint.toBytes(r.add(challenge.multiply(SECRET)).mod(EdwardsPoint.ORDER));
    }

    private static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
        return EdwardsPoint.toNumber(sha512(join(join(r, key), message))).mod(EdwardsPoint.ORDER);
    }

    private static BigInteger secret() {
        byte[] half = Arrays.copyOf(sha512(SEED), 32);
        return EdwardsPoint.toNumber(half)
                .clearBit(0)
                .clearBit(1)
                .clearBit(2)
                .clearBit(255)
                .setBit(254);
    }

    private static byte[] right(byte[] message) {
        return sign(SEED, message);
    }

    private static byte[] sign(byte[] seed, byte[] message) {
        byte[] signature = new byte[64];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    private static byte[] context(byte[] context, byte[] message) {
        byte[] signature = new byte[64];
        Ed25519.sign(SEED, 0, context, message, 0, message.length, signature, 0);
        return signature;
    }

    private static byte[] prehashed(byte[] message) {
        byte[] signature = new byte[64];
        Ed25519.signPrehash(SEED, 0, new byte[0], sha512(message), 0, signature, 0);
        return signature;
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] r(byte[] signature) {
        return Arrays.copyOf(signature, 32);
    }

    private static byte[] s(byte[] signature) {
        return Arrays.copyOfRange(signature, 32, 64);
    }

    private static byte[] negated(byte[] point) {
        byte[] other = point.clone();
        other[31] ^= (byte) 0x80;
        return other;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] other = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            other[i] = bytes[bytes.length - 1 - i];
        }
        return other;
    }

    private static byte[] filled(byte with) {
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, with);
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
