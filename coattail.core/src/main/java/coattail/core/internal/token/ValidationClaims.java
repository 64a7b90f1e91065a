// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import coattail.core.internal.identity.InstanceId;
import coattail.core.spi.KeyPin;

/**
 * What a validation token says: that a key is an instance's, for a time. Times are whole seconds.
 *
 * @param key the instance's public key as in a JWK (RFC 8037, 2): 32 bytes in base64url, 43 characters
 * @param id its id, {@code jti}
 * @param issued when it was issued
 * @param notBefore from when it can be used
 * @param expires until when, empty for ever
 */
public record ValidationClaims(String key, String id, Instant issued, Instant notBefore, Optional<Instant> expires) {

    public ValidationClaims {
        // 32 bytes in the one way to write them: what holds for a thumbprint.
        require(InstanceId.isThumbprint(key), "the key isn't 43 characters of base64url");
        require(TokenId.isValid(id), "the token's id isn't 22 characters of base64url");
        requireNonNull(issued, "issued");
        requireNonNull(notBefore, "notBefore");
        expires.ifPresent(end -> require(end.isAfter(notBefore), "the token ends before it begins"));
    }

    /** The raw public key, 32 bytes; a copy. */
    public byte[] publicKey() {
        return Base64.getUrlDecoder().decode(key);
    }

    /** The instance whose key it is: {@code iss} and {@code sub}. */
    public String instanceId() {
        return InstanceId.ofKey(publicKey());
    }

    /** The pin of the key, which the instance's operator sees as its fingerprint. */
    public KeyPin pin() {
        return KeyPin.of(InstanceId.toSpki(publicKey()));
    }

    /** How the token stands at a time, with {@link Validity#LEEWAY} at both ends. */
    public Validity at(Instant now) {
        return Validity.of(notBefore, expires, now);
    }

    /** From when on it is refused: {@link Validity#LEEWAY} after it expires; empty for never. */
    public Optional<Instant> ends() {
        return Validity.end(expires);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
