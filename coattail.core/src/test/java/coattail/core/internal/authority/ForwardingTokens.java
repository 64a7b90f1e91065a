// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/** Tokens whose operations a test can come between. */
class ForwardingTokens implements IssuedTokens {
    private final IssuedTokens tokens;

    ForwardingTokens(IssuedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void add(IssuedToken token) {
        tokens.add(token);
    }

    @Override
    public Optional<IssuedToken> find(String jti) {
        return tokens.find(jti);
    }

    @Override
    public List<IssuedToken> list() {
        return tokens.list();
    }

    @Override
    public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
        return tokens.use(jti, key, bind, now);
    }

    @Override
    public boolean revoke(String jti) {
        return tokens.revoke(jti);
    }

    @Override
    public void noteAccepted(String jti, String key) {
        tokens.noteAccepted(jti, key);
    }

    @Override
    public boolean wasAccepted(String jti, String key) {
        return tokens.wasAccepted(jti, key);
    }

    @Override
    public List<IssuedToken> signedBy(String keyId) {
        return tokens.signedBy(keyId);
    }

    @Override
    public List<String> revokeSignedBy(String keyId) {
        return tokens.revokeSignedBy(keyId);
    }
}
