// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import coattail.core.internal.identity.Ed25519;
import coattail.core.internal.identity.InstanceId;

/** Keys as a JWK Set (RFC 7517, 5) of Ed25519 keys (RFC 8037, 2): public ones, and nothing that isn't understood. */
final class JwkSet implements VerifyingKeys {
    static final String KEY_TYPE = "OKP";
    static final String CURVE = "Ed25519";

    private static final String WHAT = "the key ring";

    private final Map<String, byte[]> keys;

    private JwkSet(Map<String, byte[]> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a set.
     *
     * @param json at most 4 000 characters
     * @throws TokenException if it isn't one, or has a key that is none, one that isn't public, or one twice
     */
    static JwkSet parse(byte[] json) throws TokenException {
        var members = new Members(StrictJson.parse(json, WHAT), WHAT);
        var keys = new HashMap<String, byte[]>();
        for (Members jwk : members.objects("keys")) {
            byte[] key = key(jwk);
            if (keys.put(InstanceId.thumbprint(key), key) != null) {
                throw new TokenException(WHAT + " has a key twice");
            }
        }
        members.end();
        if (keys.isEmpty()) {
            throw new TokenException(WHAT + " has no keys");
        }
        return new JwkSet(keys);
    }

    @Override
    public Optional<byte[]> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId)).map(byte[]::clone);
    }

    private static byte[] key(Members jwk) throws TokenException {
        if (jwk.has("d")) {
            throw new TokenException(WHAT + " has a private key; take its d away");
        }
        byte[] key = Jws.decode(publicKey(jwk, WHAT));
        if (jwk.has("kid")) {
            jwk.constant("kid", InstanceId.thumbprint(key));
        }
        if (jwk.has("alg")) {
            jwk.constant("alg", Jws.ALGORITHM);
        }
        if (jwk.has("use")) {
            jwk.constant("use", "sig");
        }
        jwk.end();
        if (!Ed25519.isValidKey(key)) {
            throw new TokenException(WHAT + " has a key under which signatures could be made to fit: it isn't canonical"
                    + " or not of prime order");
        }
        return key;
    }

    /**
     * Takes the public key out of a JWK: 32 bytes in the one way to write them in base64url, which may be a bad key.
     *
     * @param what whose key it is, for messages
     */
    static String publicKey(Members jwk, String what) throws TokenException {
        jwk.constant("kty", KEY_TYPE);
        jwk.constant("crv", CURVE);
        String key = jwk.string("x");
        if (!InstanceId.isThumbprint(key)) {
            throw new TokenException(what + "'s key isn't 32 bytes in base64url");
        }
        return key;
    }
}
