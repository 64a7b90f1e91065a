// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The pin of a TLS key: SHA-256 over its SubjectPublicKeyInfo, as in RFC 7469, 2.4. Immutable. */
public final class KeyPin {
    private static final String PREFIX = "sha256/";
    private final byte[] digest;

    private KeyPin(byte[] digest) {
        this.digest = digest;
    }

    /** The pin of a key, given as DER encoded SubjectPublicKeyInfo. */
    public static KeyPin of(byte[] subjectPublicKeyInfo) {
        return new KeyPin(sha256(subjectPublicKeyInfo));
    }

    /**
     * Reads a pin.
     *
     * @param text {@code sha256/} and 44 characters of Base64 with padding
     * @throws IllegalArgumentException if it is anything else
     */
    public static KeyPin parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a key pin begins with " + PREFIX);
        }
        byte[] digest = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        var pin = new KeyPin(digest);
        if (digest.length != 32 || !pin.toString().equals(text)) {
            throw new IllegalArgumentException("a key pin has 32 bytes, in Base64 with padding");
        }
        return pin;
    }

    /** Whether this is the pin of that key, given as DER encoded SubjectPublicKeyInfo. */
    public boolean matches(byte[] subjectPublicKeyInfo) {
        return MessageDigest.isEqual(digest, sha256(subjectPublicKeyInfo));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPin pin && MessageDigest.isEqual(digest, pin.digest);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(digest);
    }

    /** {@code sha256/} and Base64 with padding. */
    @Override
    public String toString() {
        return PREFIX + Base64.getEncoder().encodeToString(digest);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
