// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationTokens;

/** Validation tokens whose operations a test can come between. */
class ForwardingValidationTokens implements ValidationTokens {
    private final ValidationTokens tokens;

    ForwardingValidationTokens(ValidationTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean add(ValidationToken token) {
        return tokens.add(token);
    }

    @Override
    public Optional<ValidationToken> find(String jti) {
        return tokens.find(jti);
    }

    @Override
    public List<ValidationToken> ofInstance(String instanceId) {
        return tokens.ofInstance(instanceId);
    }

    @Override
    public List<ValidationToken> list() {
        return tokens.list();
    }

    @Override
    public boolean remove(String jti, Collection<String> lost, Collection<String> revoked) {
        return tokens.remove(jti, lost, revoked);
    }
}
