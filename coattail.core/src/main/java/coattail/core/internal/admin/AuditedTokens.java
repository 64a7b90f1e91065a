// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.api.CoattailException;
import coattail.core.admin.NewToken;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenIssuerStatus;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.TokenStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;

/** Tokens, each change of which is put on record. */
public final class AuditedTokens implements TokenAdmin {
    private final TokenAdmin tokens;
    private final Changes changes;

    public AuditedTokens(TokenAdmin tokens, Changes changes) {
        this.tokens = requireNonNull(tokens, "tokens");
        this.changes = requireNonNull(changes, "changes");
    }

    /** Its id isn't known before: so it is put on record before anybody sees it, and revoked if that can't be. */
    @Override
    public NewToken issue(TokenRequest request) {
        var issued = tokens.issue(request);
        try {
            changes.record(issued(issued.status()));
        } catch (CoattailException e) {
            tokens.revoke(issued.status().id());
            throw e;
        }
        return issued;
    }

    private static AuditEvent issued(TokenStatus token) {
        var allowed = token.permissions();
        return AuditEvent.ofCaller(AuditKind.TOKEN_ISSUE)
                .token(token.id())
                .peer(token.boundTo().orElse(""))
                .with("for", token.issuedFor())
                .with("bearers", String.join(" ", token.bearers()))
                .with("performable", String.join(",", allowed.performable()))
                .with("publishable", String.join(",", allowed.publishable()))
                .with("subscribable", String.join(",", allowed.subscribable()))
                .with("logs", allowed.logs())
                .with("trace", allowed.trace())
                .with("from", allowed.notBefore())
                .with("until", allowed.expires().map(Object::toString).orElse("for ever"));
    }

    @Override
    public TokenStatus revoke(String token) {
        var status = Changes.detail(() -> tokens.show(token));
        String id = status.map(TokenStatus::id).orElse(token);
        var event = AuditEvent.ofCaller(AuditKind.TOKEN_REVOKE)
                .token(id)
                .peer(status.flatMap(TokenStatus::boundTo).orElse(""));
        return changes.take(event, () -> tokens.revoke(id));
    }

    @Override
    public List<TokenStatus> list() {
        return tokens.list();
    }

    @Override
    public TokenStatus show(String token) {
        return tokens.show(token);
    }

    @Override
    public TokenIssuerStatus issuer() {
        return tokens.issuer();
    }

    @Override
    public TokenExplanation explain(String token) {
        return tokens.explain(token);
    }
}
