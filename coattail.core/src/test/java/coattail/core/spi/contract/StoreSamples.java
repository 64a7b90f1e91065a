// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import coattail.api.Overflow;
import coattail.core.spi.HeldToken;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscription;
import coattail.core.spi.ValidationToken;

/** Records as the contract tests of the store use them; their fields have the lengths that real ones have. */
public final class StoreSamples {
    /** Has microseconds, which a store doesn't keep. */
    public static final Instant FINE = Instant.parse("2025-03-04T05:06:07.123456Z");

    public static final Instant NOW = Instant.parse("2025-03-04T05:06:07.123Z");

    private StoreSamples() {}

    /** The instance id of a number. */
    public static String instance(int number) {
        return "ct:" + thumbprint(number);
    }

    /** The thumbprint of a number, 43 characters. */
    public static String thumbprint(int number) {
        return "UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjz" + number(number, 5);
    }

    /** The token id of a number, 22 characters. */
    public static String jti(int number) {
        return "AAECAwQFBgcICQoLD" + number(number, 5);
    }

    /** The subscription id of a number, 32 hexadecimal digits. */
    public static String subscriptionId(int number) {
        return "0f1e2d3c4b5a69788796a5b4c3d" + number(number, 5);
    }

    /** An active token, bound to no key. */
    public static IssuedToken token(int number) {
        return token(number, Optional.empty(), NOW);
    }

    /** An active token. */
    public static IssuedToken token(int number, Optional<String> boundKey, Instant issued) {
        byte[] digest = new byte[32];
        Arrays.fill(digest, (byte) (0x80 + number));
        return new IssuedToken(
                jti(number),
                "{\"sub\":\"*\",\"note\":\"schön — 漢字\",\"jti\":\"" + jti(number) + "\"}",
                digest,
                thumbprint(0),
                "*",
                boundKey,
                IssuedToken.State.ACTIVE,
                issued,
                Optional.of(issued.plusSeconds(3600)),
                Optional.empty());
    }

    /** An active token, bound to no key, signed by the key of a number; {@link #token(int)} has that of 0. */
    public static IssuedToken signedBy(int key, int number) {
        var token = token(number);
        return new IssuedToken(
                token.jti(),
                token.claims(),
                token.digest(),
                thumbprint(key),
                token.subject(),
                token.boundKey(),
                token.state(),
                token.issued(),
                token.expires(),
                token.lastUsed());
    }

    /** An active validation token of the instance of the same number. */
    public static ValidationToken validationToken(int number) {
        return validationToken(number, number, NOW.plusMillis(number));
    }

    /** An active validation token. */
    public static ValidationToken validationToken(int number, int instance, Instant added) {
        return new ValidationToken(
                jti(number),
                instance(instance),
                "{\"iss\":\"" + instance(instance) + "\",\"note\":\"schön\",\"jti\":\"" + jti(number) + "\"}",
                ValidationToken.State.ACTIVE,
                added);
    }

    /** A peer from which no token is held. */
    public static PeerRecord peer(int number) {
        return new PeerRecord(instance(number), "peer " + number, Optional.empty(), NOW, Optional.empty());
    }

    /** A peer from which a token is held that it hasn't accepted yet. */
    public static PeerRecord peer(int number, String token) {
        var held = new HeldToken(new Secret(token), "plant.example.org", 49365, false);
        return new PeerRecord(instance(number), "peer " + number, Optional.of(held), NOW, Optional.empty());
    }

    /** A wanted subscription to the action {@code measured}. */
    public static Subscription subscription(int number, int peer, String receiver) {
        return new Subscription(
                subscriptionId(number),
                instance(peer),
                "measured",
                receiver,
                Overflow.DROP_OLDEST,
                Subscription.State.WANTED,
                "",
                NOW.plusMillis(number));
    }

    /** A subscriber of the action {@code measured}. */
    public static Subscriber subscriber(int number, int instance, String receiver, int token) {
        return new Subscriber(
                instance(instance),
                subscriptionId(number),
                "measured",
                receiver,
                Overflow.DROP_OLDEST,
                64,
                jti(token),
                NOW.plusMillis(number));
    }

    /** Fails unless two tokens are equal, digest included (as a record alone doesn't compare it). */
    public static void assertToken(IssuedToken expected, IssuedToken actual) {
        assertArrayEquals(expected.digest(), actual.digest(), "digest");
        assertEquals(
                expected,
                new IssuedToken(
                        actual.jti(),
                        actual.claims(),
                        expected.digest(),
                        actual.keyId(),
                        actual.subject(),
                        actual.boundKey(),
                        actual.state(),
                        actual.issued(),
                        actual.expires(),
                        actual.lastUsed()));
    }

    private static String number(int number, int digits) {
        return String.format("%0" + digits + "d", number);
    }
}
