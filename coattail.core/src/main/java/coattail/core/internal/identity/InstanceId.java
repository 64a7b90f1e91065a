// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Instance ids: {@code ct:} and the thumbprint (RFC 7638) of the identity key as a JWK (RFC 8037), 43 characters of
 * base64url.
 */
public final class InstanceId {
    private static final String PREFIX = "ct:";
    private static final int DIGEST_BYTES = 32;

    /** DER of a SubjectPublicKeyInfo up to the key itself (RFC 8410, 4): nothing in it varies. */
    private static final byte[] SPKI_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private InstanceId() {}

    /**
     * The id of a raw Ed25519 public key.
     *
     * @throws IllegalArgumentException unless it has 32 bytes
     */
    public static String ofKey(byte[] publicKey) {
        return PREFIX + thumbprint(publicKey);
    }

    /**
     * The thumbprint of a raw Ed25519 public key, 43 characters.
     *
     * @throws IllegalArgumentException unless it has 32 bytes
     */
    public static String thumbprint(byte[] publicKey) {
        requireKey(publicKey);
        // RFC 7638, 3: the required members only, in lexicographic order, without white space.
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + base64Url(publicKey) + "\"}";
        return base64Url(Digests.sha256(jwk.getBytes(StandardCharsets.UTF_8)));
    }

    /** The thumbprint in a well-formed id. */
    public static String thumbprintOf(String instanceId) {
        if (!isValid(instanceId)) {
            throw new IllegalArgumentException("an instance id is ct: and 43 characters of base64url");
        }
        return instanceId.substring(PREFIX.length());
    }

    /** The id with a well-formed thumbprint. */
    public static String ofThumbprint(String thumbprint) {
        if (!isThumbprint(thumbprint)) {
            throw new IllegalArgumentException("a thumbprint has 43 characters of base64url");
        }
        return PREFIX + thumbprint;
    }

    /** Whether a text is formed as an instance id is. */
    public static boolean isValid(String text) {
        return text.startsWith(PREFIX) && isThumbprint(text.substring(PREFIX.length()));
    }

    /** Whether a text is 32 bytes in base64url without padding, in the one way to write them. */
    public static boolean isThumbprint(String text) {
        if (text.length() != 43) {
            return false;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == DIGEST_BYTES && base64Url(bytes).equals(text);
        } catch (IllegalArgumentException e) {
            return false; // not base64url, which is all there is to say about it
        }
    }

    /** A raw Ed25519 public key as DER encoded SubjectPublicKeyInfo, 44 bytes. */
    public static byte[] toSpki(byte[] publicKey) {
        requireKey(publicKey);
        byte[] spki = Arrays.copyOf(SPKI_HEADER, SPKI_HEADER.length + publicKey.length);
        System.arraycopy(publicKey, 0, spki, SPKI_HEADER.length, publicKey.length);
        return spki;
    }

    /** The raw key in a DER encoded SubjectPublicKeyInfo; empty if that is of anything but an Ed25519 key. */
    static Optional<byte[]> fromSpki(byte[] der) {
        return der.length == SPKI_HEADER.length + Ed25519.PUBLIC_KEY_BYTES
                        && Arrays.equals(der, 0, SPKI_HEADER.length, SPKI_HEADER, 0, SPKI_HEADER.length)
                ? Optional.of(Arrays.copyOfRange(der, SPKI_HEADER.length, der.length))
                : Optional.empty();
    }

    private static void requireKey(byte[] publicKey) {
        if (publicKey.length != Ed25519.PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + publicKey.length);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
