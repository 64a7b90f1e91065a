// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.stream.Stream;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.TestTrail;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.ValidationTokens;

/** An instance's authenticator with all that it asks, keys that come to it, and what they are told. */
class Entrance {
    static final byte[] B = key(1);
    static final byte[] C = key(2);
    static final byte[] D = key(3);
    static final InetAddress HERE = address("192.0.2.7");
    static final InetAddress ELSEWHERE = address("198.51.100.7");

    final TestIssuer issuer;
    final Grants grants;
    final TestTrail trail = new TestTrail();
    KeyBearers bearers;
    Authenticator authenticator;

    Entrance(Path folder) {
        issuer = new TestIssuer(folder.resolve("keys"));
        grants = new Grants(() -> issuer.now, System::nanoTime);
        use(issuer.store.validationTokens());
    }

    /** Has validation tokens looked up there from here on. */
    final void use(ValidationTokens validationTokens) {
        bearers = new KeyBearers(validationTokens, grants, () -> issuer.now);
        authenticator = authenticator(issuer, issuer.store.tokens());
    }

    /** An authenticator with the same grants. */
    final Authenticator authenticator(TestIssuer signer, IssuedTokens tokens) {
        return new Authenticator(
                signer.verifier,
                new Examination(signer.ring, bearers),
                tokens,
                bearers,
                grants,
                () -> issuer.now,
                trail);
    }

    AuthResult show(byte[] key, TokenIssuer.Issued issued) {
        return authenticator.authenticate(key, HERE, issued.token().reveal());
    }

    AuthResult refer(byte[] key, TokenIssuer.Issued issued) {
        return authenticator.authenticate(key, HERE, id(issued));
    }

    static byte[] id(TokenIssuer.Issued issued) {
        return TokenId.toBytes(issued.claims().id());
    }

    static Grant accepted(AuthResult result) {
        return assertInstanceOf(AuthResult.Accepted.class, result).grant();
    }

    static AuthResult.Refused refused(AuthResult result) {
        return assertInstanceOf(AuthResult.Refused.class, result);
    }

    /** What a stranger is told is one and the same; the reason for the log ends with one of those given. */
    static void uniformlyRefused(AuthResult result, String... reasons) {
        AuthResult.Refused refusal = refused(result);
        assertEquals(ErrorCode.AUTH_FAILED, refusal.code());
        assertEquals("the token was not accepted", refusal.detail());
        assertFalse(refusal.boundKey());
        if (reasons.length > 0) {
            assertTrue(Stream.of(reasons).anyMatch(refusal.reason()::endsWith), refusal.reason());
        }
    }

    /** Whose token it is, is told the reason that the log has. */
    static AuthResult.Refused told(AuthResult result) {
        AuthResult.Refused refusal = refused(result);
        assertTrue(refusal.boundKey(), refusal.reason());
        assertEquals(refusal.reason(), refusal.detail());
        return refusal;
    }

    static void told(AuthResult result, ErrorCode code, String begin) {
        AuthResult.Refused refusal = told(result);
        assertEquals(code, refusal.code());
        assertTrue(refusal.detail().startsWith(begin), refusal.detail());
    }

    /** The authenticator is given keys that were proven before, so any 32 bytes will do. */
    static byte[] key(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return key;
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
