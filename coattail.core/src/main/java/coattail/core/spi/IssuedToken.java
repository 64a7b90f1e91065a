// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that this instance issued. The token's text isn't kept: it is shown once, when it is made.
 *
 * @param jti the token's id, 22 characters of base64url
 * @param claims the token's payload, JSON as it was signed; at most 4 000 characters
 * @param digest SHA-256 of the token's text; 32 bytes
 * @param keyId the id of the key that signed it
 * @param subject whom it was issued for: an instance id or {@code *}
 * @param boundKey the thumbprint (RFC 7638, base64url, 43 characters) of the key that alone may use it; empty while it
 *     is bound to none
 * @param state whether it holds
 * @param issued when it was issued
 * @param expires when it expires, empty for never
 * @param lastUsed when it was last accepted, empty for never
 */
public record IssuedToken(
        String jti,
        String claims,
        byte[] digest,
        String keyId,
        String subject,
        Optional<String> boundKey,
        State state,
        Instant issued,
        Optional<Instant> expires,
        Optional<Instant> lastUsed) {

    /** Whether a token holds; that it has expired shows from its times. */
    public enum State {
        ACTIVE,
        REVOKED
    }

    public IssuedToken {
        requireNonNull(jti, "jti");
        requireNonNull(claims, "claims");
        requireNonNull(digest, "digest");
        requireNonNull(keyId, "keyId");
        requireNonNull(subject, "subject");
        requireNonNull(boundKey, "boundKey");
        requireNonNull(state, "state");
        requireNonNull(issued, "issued");
        requireNonNull(expires, "expires");
        requireNonNull(lastUsed, "lastUsed");
    }
}
