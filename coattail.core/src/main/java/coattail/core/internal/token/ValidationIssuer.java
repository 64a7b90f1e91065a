// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

import coattail.core.internal.identity.InstanceKeys;
import coattail.core.spi.Secret;

/** Issues this instance's validation tokens, signed with its identity. Nothing is kept. Safe for several threads. */
public final class ValidationIssuer {
    private final InstanceKeys keys;
    private final InstantSource clock;
    private final SecureRandom random;

    public ValidationIssuer(InstanceKeys keys, InstantSource clock, SecureRandom random) {
        this.keys = requireNonNull(keys, "keys");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    /**
     * A validation token just issued.
     *
     * @param token its text
     * @param claims what it says
     */
    public record Issued(Secret token, ValidationClaims claims) {}

    /**
     * Issues a validation token.
     *
     * @param notBefore how long from now until it can be used, from zero to 100 years
     * @param lifetime how long from then on, 1 s to 100 years; empty: for ever
     * @throws IllegalArgumentException if the times are out of range, with one line that says why
     */
    public Issued issue(Duration notBefore, Optional<Duration> lifetime) {
        TokenTerms.requireTimes(notBefore, lifetime);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant begin = now.plusSeconds(notBefore.toSeconds());
        byte[] id = new byte[TokenId.BYTES];
        random.nextBytes(id);
        var claims = new ValidationClaims(
                Base64.getUrlEncoder().withoutPadding().encodeToString(keys.publicKey()),
                TokenId.of(id),
                now,
                begin,
                lifetime.map(life -> begin.plusSeconds(life.toSeconds())));
        String token = JwsSigner.sign(TokenType.VALIDATION, ValidationCodec.write(claims), keys.identityKey());
        return new Issued(new Secret(token), claims);
    }
}
