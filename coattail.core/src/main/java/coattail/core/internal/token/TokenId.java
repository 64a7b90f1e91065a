// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.util.Base64;

/** Ids of tokens ({@code jti}): 16 bytes, written as 22 characters of base64url. No secret. */
public final class TokenId {
    static final int BYTES = 16;
    private static final int CHARACTERS = 22;

    private TokenId() {}

    /**
     * The text of an id.
     *
     * @throws IllegalArgumentException unless it has 16 bytes
     */
    public static String of(byte[] id) {
        if (id.length != BYTES) {
            throw new IllegalArgumentException("a token's id has 16 bytes, not " + id.length);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** The bytes of a well-formed id. */
    public static byte[] toBytes(String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException("a token's id is 22 characters of base64url");
        }
        return Base64.getUrlDecoder().decode(id);
    }

    /** Whether a text is an id, in the one way to write it. */
    public static boolean isValid(String text) {
        if (text.length() != CHARACTERS) {
            return false;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == BYTES && of(bytes).equals(text);
        } catch (IllegalArgumentException e) {
            return false; // not base64url, which is all there is to say about it
        }
    }
}
