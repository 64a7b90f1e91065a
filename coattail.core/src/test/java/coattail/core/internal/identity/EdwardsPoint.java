// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A point of edwards25519 (RFC 8032, 5.1), by the textbook and lax wherever a verifier may be lax: to make keys and
 * signatures that are wrong on purpose. Slow, and not for secrets.
 *
 * <p>Coordinates are projective (x/z, y/z).
 */
final class EdwardsPoint {
    static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    /** The order of the base point. */
    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static final EdwardsPoint NEUTRAL = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE);
    static final EdwardsPoint BASE;
    /** The points whose order divides 8: the n-th is n times the first, whose order is 8. */
    static final List<EdwardsPoint> SMALL;

    private static final BigInteger D =
            divide(BigInteger.valueOf(-121_665), BigInteger.valueOf(121_666)).mod(FIELD);
    private static final int BYTES = 32;

    static {
        byte[] y = toBytes(divide(BigInteger.valueOf(4), BigInteger.valueOf(5)));
        BASE = decode(y).orElseThrow();
        SMALL = small();
    }

    private final BigInteger x;
    private final BigInteger y;
    private final BigInteger z;

    private EdwardsPoint(BigInteger x, BigInteger y, BigInteger z) {
        this.x = x;
        this.y = y;
        this.z = z;
    }

    /** Reads an encoding, canonical or not (y from the field's size on, or x = 0 with a sign); empty if none fits. */
    static Optional<EdwardsPoint> decode(byte[] encoded) {
        BigInteger number = toNumber(encoded);
        boolean odd = number.testBit(255);
        BigInteger y = number.clearBit(255).mod(FIELD);
        BigInteger square = y.multiply(y).mod(FIELD);
        BigInteger xx =
                divide(square.subtract(BigInteger.ONE), D.multiply(square).add(BigInteger.ONE));
        BigInteger x = xx.modPow(FIELD.add(BigInteger.valueOf(3)).shiftRight(3), FIELD);
        if (!x.multiply(x).mod(FIELD).equals(xx)) {
            BigInteger quarter = FIELD.subtract(BigInteger.ONE).shiftRight(2);
            x = x.multiply(BigInteger.TWO.modPow(quarter, FIELD)).mod(FIELD);
        }
        if (!x.multiply(x).mod(FIELD).equals(xx)) {
            return Optional.empty();
        }
        return Optional.of(new EdwardsPoint(x.testBit(0) == odd ? x : x.negate().mod(FIELD), y, BigInteger.ONE));
    }

    EdwardsPoint plus(EdwardsPoint other) {
        BigInteger a = z.multiply(other.z).mod(FIELD);
        BigInteger b = a.multiply(a).mod(FIELD);
        BigInteger c = x.multiply(other.x).mod(FIELD);
        BigInteger d = y.multiply(other.y).mod(FIELD);
        BigInteger e = D.multiply(c).multiply(d).mod(FIELD);
        BigInteger f = b.subtract(e);
        BigInteger g = b.add(e);
        BigInteger cross = x.add(y).multiply(other.x.add(other.y)).subtract(c).subtract(d);
        return new EdwardsPoint(
                a.multiply(f).mod(FIELD).multiply(cross).mod(FIELD),
                a.multiply(g).mod(FIELD).multiply(d.add(c)).mod(FIELD),
                f.multiply(g).mod(FIELD));
    }

    EdwardsPoint times(BigInteger scalar) {
        EdwardsPoint product = NEUTRAL;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            product = product.plus(product);
            if (scalar.testBit(bit)) {
                product = product.plus(this);
            }
        }
        return product;
    }

    /** The canonical encoding. */
    byte[] encode() {
        BigInteger affineX = divide(x, z);
        BigInteger affineY = divide(y, z);
        return toBytes(affineX.testBit(0) ? affineY.setBit(255) : affineY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EdwardsPoint point
                && x.multiply(point.z).subtract(point.x.multiply(z)).mod(FIELD).signum() == 0
                && y.multiply(point.z).subtract(point.y.multiply(z)).mod(FIELD).signum() == 0;
    }

    @Override
    public int hashCode() {
        return divide(y, z).hashCode();
    }

    /** A number as 32 bytes, the lowest first. */
    static byte[] toBytes(BigInteger number) {
        byte[] bytes = new byte[BYTES];
        byte[] reversed = number.toByteArray();
        for (int i = 0; i < Math.min(BYTES, reversed.length); i++) {
            bytes[i] = reversed[reversed.length - 1 - i];
        }
        return bytes;
    }

    /** A number of which the lowest byte comes first. */
    static BigInteger toNumber(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    private static BigInteger divide(BigInteger dividend, BigInteger divisor) {
        return dividend.multiply(divisor.modInverse(FIELD)).mod(FIELD);
    }

    /** Any point times the order of the base lies among them; half of those are of order 8. */
    private static List<EdwardsPoint> small() {
        for (int y = 2; ; y++) {
            Optional<EdwardsPoint> point =
                    decode(toBytes(BigInteger.valueOf(y))).map(any -> any.times(ORDER));
            if (point.isPresent() && !point.get().times(BigInteger.valueOf(4)).equals(NEUTRAL)) {
                var multiples = new ArrayList<EdwardsPoint>();
                for (EdwardsPoint next = point.get(); multiples.size() < 8; next = next.plus(point.get())) {
                    multiples.add(next);
                }
                return List.copyOf(multiples);
            }
        }
    }
}
