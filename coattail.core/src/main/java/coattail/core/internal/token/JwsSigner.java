// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.charset.StandardCharsets;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import coattail.core.internal.identity.TokenKey;

/** Signs what {@link Jws} verifies: by another implementation, so that no fault of one hides that of the other. */
final class JwsSigner {
    private static final AlgorithmConstraints ONE_ALGORITHM =
            new AlgorithmConstraints(ConstraintType.PERMIT, Jws.ALGORITHM);

    private JwsSigner() {}

    static String sign(TokenType type, String payload, TokenKey key) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ONE_ALGORITHM);
        jws.setAlgorithmHeaderValue(Jws.ALGORITHM);
        jws.setHeader("typ", type.header());
        jws.setKeyIdHeaderValue(key.id());
        jws.setPayloadBytes(payload.getBytes(StandardCharsets.UTF_8));
        jws.setKey(key.privateKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("can't sign a token with this instance's own key", e);
        }
    }
}
