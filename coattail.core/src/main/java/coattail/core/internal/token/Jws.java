// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import coattail.core.internal.identity.Ed25519;
import coattail.core.internal.identity.InstanceId;

/**
 * A token as a signed text (RFC 7515, compact serialization) with a header of exactly {@code alg}, {@code typ} and
 * {@code kid}, taken apart but not verified.
 *
 * @param text the whole token
 * @param keyId the thumbprint of the key that is said to have signed it
 * @param payload what is said to be signed
 */
record Jws(String text, String keyId, byte[] payload) {
    /** The longest token, in characters: it has to fit a field of a frame. */
    static final int LONGEST = 4_000;

    /** The one algorithm (RFC 8037, 3.1). */
    static final String ALGORITHM = "EdDSA";

    /** @param expected the kind that is wanted; another is refused */
    static Jws parse(String text, TokenType expected) throws TokenException {
        if (text.length() > LONGEST) {
            throw new TokenException("the token has " + text.length() + " characters; none has more than " + LONGEST);
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new TokenException("this isn't a token: one has three parts with a dot between them");
        }
        var header = new Members(StrictJson.parse(decode(parts[0]), "the token's header"), "the token's header");
        header.constant("alg", ALGORITHM);
        requireType(header.string("typ"), expected);
        String keyId = header.string("kid");
        header.end();
        if (!InstanceId.isThumbprint(keyId)) {
            throw new TokenException("the token's header doesn't name a key");
        }
        byte[] payload = decode(parts[1]);
        if (decode(parts[2]).length != Ed25519.SIGNATURE_BYTES) {
            throw new TokenException("the token's signature isn't one of Ed25519; was the token copied whole?");
        }
        return new Jws(text, keyId, payload);
    }

    private static void requireType(String header, TokenType expected) throws TokenException {
        if (header.equals(expected.header())) {
            return;
        }
        for (TokenType other : TokenType.values()) {
            if (header.equals(other.header())) {
                throw new TokenException("this is " + other + "; " + expected + " is needed here");
            }
        }
        throw new TokenException("the token's header doesn't say that it is " + expected + " of Coattail");
    }

    /**
     * Verifies the signature, as strictly for this instance's own keys as for one that a stranger chose: see
     * {@link Ed25519#verify}.
     *
     * @param key the raw public key, 32 bytes
     */
    void verify(byte[] key) throws TokenException {
        int end = text.lastIndexOf('.');
        byte[] signed = text.substring(0, end).getBytes(StandardCharsets.US_ASCII);
        if (!Ed25519.verify(key, signed, decode(text.substring(end + 1)))) {
            throw new TokenException("the token's signature is wrong");
        }
    }

    /** Base64url in the one way to write each value, so that one token has one text. */
    static byte[] decode(String part) throws TokenException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (bytes.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new TokenException("this isn't a token: a part of it isn't base64url", e);
        }
        throw new TokenException("this isn't a token: a part of it isn't base64url in its one form");
    }

    @Override
    public String toString() {
        return "Jws[***]";
    }
}
