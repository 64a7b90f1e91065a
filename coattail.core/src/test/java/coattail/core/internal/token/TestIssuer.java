// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.Store;

/** An instance that issues tokens, with a clock to be set. */
public final class TestIssuer {
    public final InstanceKeys keys;
    public final KeyRing ring;
    public final Store store = new InMemoryStore();
    public final TokenIssuer issuer;
    public final TokenVerifier verifier;
    public final ValidationIssuer validations;
    public volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public TestIssuer(Path folder) {
        keys = InstanceKeys.open(folder, Optional.empty(), () -> now, new SecureRandom());
        ring = new KeyRing(keys.tokenKeys());
        issuer = new TokenIssuer(keys.instanceId(), keys.pin(), ring, store.tokens(), () -> now, new SecureRandom());
        validations = new ValidationIssuer(keys, () -> now, new SecureRandom());
        verifier = new TokenVerifier(keys.instanceId(), ring);
    }

    public TokenIssuer.Issued issue(TokenTerms terms) {
        return issuer.issue(terms, "a.example", 49_365);
    }

    public String issueText(TokenTerms terms) {
        return issue(terms).token().reveal();
    }

    /** A validation token of this instance itself, for a year. */
    public ValidationIssuer.Issued issueValidation() {
        return validations.issue(Duration.ZERO, Optional.of(Duration.ofDays(365)));
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Signs anything with the key of this instance's tokens, as only the instance itself could. */
    public String sign(String header, String payload) {
        return sign(header, payload.getBytes(UTF_8));
    }

    public String sign(String header, byte[] payload) {
        return sign(keys.tokenKey().privateKey(), header, payload);
    }

    /** Signs anything with any key. */
    public static String sign(PrivateKey key, String header, byte[] payload) {
        return sign(key, header.getBytes(UTF_8), payload);
    }

    public static String sign(PrivateKey key, byte[] header, byte[] payload) {
        String signed = encode(header) + "." + encode(payload);
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The header that its tokens have. */
    public String header() {
        return "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\""
                + keys.tokenKey().id() + "\"}";
    }

    /** The payload of a token just issued. */
    public String payload(TokenTerms terms) {
        return issue(terms).kept().claims();
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
