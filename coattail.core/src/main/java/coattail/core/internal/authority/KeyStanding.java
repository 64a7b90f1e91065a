// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.token.Validity;

/**
 * How a key stands to the validation tokens that a token lists.
 *
 * @param kind whether the key may use the token
 * @param expires where it may, until when: the end of the validation token that lasts longest; empty for ever
 */
public record KeyStanding(Kind kind, Optional<Instant> expires) {
    /** The token lists no validation tokens: it isn't for certain keys in this way. */
    static final KeyStanding FREE = new KeyStanding(Kind.FREE, Optional.empty());

    public KeyStanding {
        requireNonNull(kind, "kind");
        requireNonNull(expires, "expires");
    }

    /** The kinds of standing. */
    public enum Kind {
        FREE,
        USABLE,
        /** None of the key's validation tokens among those listed can be used yet. */
        NOT_YET,
        /** All that can't be used for another reason were removed. */
        EXPIRED,
        REMOVED,
        /** None of those listed is the key's. */
        STRANGER
    }

    static KeyStanding of(Kind kind) {
        return new KeyStanding(kind, Optional.empty());
    }

    /** Whether it speaks against the key. */
    public boolean refuses() {
        return kind != Kind.FREE && kind != Kind.USABLE;
    }

    /** Whether the token lists a validation token of the key, usable or not: then its holder may know the truth. */
    public boolean listed() {
        return kind != Kind.FREE && kind != Kind.STRANGER;
    }

    /** From when on the key may not use the token any more: {@link Validity#LEEWAY} after the end; empty for never. */
    Optional<Instant> ends() {
        return Validity.end(expires);
    }

    /** Why the key is refused, where it is. */
    Ending refusal() {
        return switch (kind) {
            case FREE, USABLE -> throw new IllegalStateException("nothing speaks against this key");
            case NOT_YET -> new Ending(ErrorCode.AUTH_FAILED, "the validation token of this key can't be used yet");
            case STRANGER ->
                new Ending(
                        ErrorCode.AUTH_FAILED, "the token is for keys of validation tokens, and this is none of them");
            case EXPIRED, REMOVED -> ending();
        };
    }

    /** Why what rested on the key's validation tokens ends, where it does. */
    public Ending ending() {
        return switch (kind) {
            case FREE, USABLE -> throw new IllegalStateException("nothing speaks against this key");
            case EXPIRED -> Ending.VALIDATION_EXPIRED;
            case NOT_YET, STRANGER, REMOVED -> Ending.VALIDATION_REMOVED;
        };
    }
}
