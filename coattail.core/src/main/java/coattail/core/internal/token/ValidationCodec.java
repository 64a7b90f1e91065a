// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.internal.identity.InstanceId;
import coattail.core.spi.ValidationToken;

/** The claims of a validation token as JSON: exactly those of docs/security.md, in that order when written. */
public final class ValidationCodec {
    private static final int VERSION = 1;
    private static final String PAYLOAD = "the token's payload";
    private static final String WHAT = "the token";

    private ValidationCodec() {}

    /** The claims as JSON: the payload of the token, and what the store keeps of it. */
    public static String write(ValidationClaims claims) {
        ObjectNode json = StrictJson.newObject();
        json.put("ver", VERSION);
        json.put("iss", claims.instanceId());
        json.put("sub", claims.instanceId());
        json.put("jti", claims.id());
        json.put("iat", claims.issued().getEpochSecond());
        json.put("nbf", claims.notBefore().getEpochSecond());
        claims.expires().ifPresent(end -> json.put("exp", end.getEpochSecond()));
        json.putObject("cnf")
                .putObject("jwk")
                .put("kty", JwkSet.KEY_TYPE)
                .put("crv", JwkSet.CURVE)
                .put("x", claims.key());
        return json.toString();
    }

    /**
     * Verifies a validation token: form, header, that it is signed by the very key in it, and only then what else it
     * says. That the key is who the operator takes it for, only he can tell.
     *
     * @param token the text, without white space around it
     * @throws TokenException if it isn't one
     */
    public static ValidationClaims verify(String token) throws TokenException {
        Jws jws = Jws.parse(token, TokenType.VALIDATION);
        var members = new Members(StrictJson.parse(jws.payload(), PAYLOAD), WHAT);
        String key = key(members);
        byte[] raw = Jws.decode(key);
        if (!InstanceId.thumbprint(raw).equals(jws.keyId())) {
            throw new TokenException("the token's header names another key than the token itself");
        }
        jws.verify(raw);
        return read(members, key);
    }

    /** The claims of a validation token that was added here, as the store keeps them. */
    public static ValidationClaims of(ValidationToken stored) {
        try {
            var json = StrictJson.parse(stored.claims().getBytes(StandardCharsets.UTF_8), PAYLOAD);
            var members = new Members(json, WHAT);
            return read(members, key(members));
        } catch (TokenException e) {
            throw new IllegalStateException(
                    "the claims of validation token " + stored.jti() + " in the database: " + e.getMessage(), e);
        }
    }

    /** The same; empty where they can't be read, so that one bad row doesn't keep others from being acted upon. */
    public static Optional<ValidationClaims> find(ValidationToken stored) {
        try {
            return Optional.of(of(stored));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String key(Members members) throws TokenException {
        Members confirmation = members.object("cnf");
        Members jwk = confirmation.object("jwk");
        confirmation.end();
        String key = JwkSet.publicKey(jwk, WHAT);
        jwk.end();
        return key;
    }

    private static ValidationClaims read(Members members, String key) throws TokenException {
        if (members.number("ver") != VERSION) {
            throw new TokenException("the token is of a version that this version of Coattail doesn't know");
        }
        String id = members.string("jti");
        Instant issued = members.time("iat");
        Instant notBefore = members.time("nbf");
        Optional<Instant> expires = members.optionalTime("exp");
        String issuer = members.instanceId("iss");
        members.constant("sub", issuer);
        members.end();
        try {
            var claims = new ValidationClaims(key, id, issued, notBefore, expires);
            if (!claims.instanceId().equals(issuer)) {
                throw new TokenException("the token is of another instance than its key");
            }
            return claims;
        } catch (IllegalArgumentException e) {
            throw new TokenException("the token is wrong: " + e.getMessage(), e);
        }
    }
}
