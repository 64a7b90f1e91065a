// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import coattail.core.internal.identity.InstanceId;
import coattail.core.spi.KeyPin;

/**
 * What an authentication token says. Times are whole seconds.
 *
 * @param issuer the instance that issued it, at which alone it can be used: {@code iss} and {@code aud}
 * @param subject whom it was issued for: an instance id or {@code *}; informs only
 * @param id its id, {@code jti}
 * @param issued when it was issued
 * @param notBefore from when it can be used
 * @param expires until when, empty for ever
 * @param host the issuer's advertised host
 * @param port the issuer's advertised port, 1 to 65 535
 * @param pins the keys to find there, 1 to 4
 * @param boundKey the thumbprint of the one key that it was bound to when it was issued, empty for none
 * @param bearers who may use it besides
 * @param permissions what it allows
 * @param limits how much
 */
public record TokenClaims(
        String issuer,
        String subject,
        String id,
        Instant issued,
        Instant notBefore,
        Optional<Instant> expires,
        String host,
        int port,
        List<KeyPin> pins,
        Optional<String> boundKey,
        Bearers bearers,
        Permissions permissions,
        Limits limits) {

    /** The subject of a token that was issued for nobody in particular. */
    public static final String ANY_SUBJECT = "*";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");
    private static final int MOST_PINS = 4;

    public TokenClaims {
        require(InstanceId.isValid(issuer), "the issuer isn't an instance id");
        require(
                subject.equals(ANY_SUBJECT) || InstanceId.isValid(subject),
                "the subject is neither an instance id nor *");
        require(TokenId.isValid(id), "the token's id isn't 22 characters of base64url");
        requireNonNull(issued, "issued");
        requireNonNull(notBefore, "notBefore");
        expires.ifPresent(end -> require(end.isAfter(notBefore), "the token ends before it begins"));
        require(HOST.matcher(host).matches(), "the host is neither a host name nor an address");
        require(port >= 1 && port <= 65_535, "a port is from 1 to 65535");
        pins = List.copyOf(pins);
        require(!pins.isEmpty() && pins.size() <= MOST_PINS, "a token has 1 to 4 pins");
        boundKey.ifPresent(key -> require(InstanceId.isThumbprint(key), "the bound key isn't a thumbprint"));
        require(boundKey.isEmpty() || !bearers.anyone(), "a token that is bound to a key isn't for anyone");
        requireNonNull(permissions, "permissions");
        requireNonNull(limits, "limits");
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
