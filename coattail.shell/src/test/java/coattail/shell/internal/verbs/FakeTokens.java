// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.verbs.FakeInstance.NOW;
import static coattail.shell.internal.verbs.FakeInstance.PLANT;
import static coattail.shell.internal.verbs.FakeInstance.TOKEN_ID;
import static coattail.shell.internal.verbs.FakeInstance.TOKEN_TEXT;
import static coattail.shell.internal.verbs.FakeInstance.permissions;

import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.NewToken;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenIssuerStatus;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.TokenStatus;

/** One token, and what was asked for as the last one was issued. */
final class FakeTokens implements TokenAdmin {
    private final FakeInstance instance;
    TokenRequest requested;

    /** How the token stands that is listed and shown. */
    TokenStatus.State standing = TokenStatus.State.VALID;

    TokenExplanation explanation = explanation(true, false);

    FakeTokens(FakeInstance instance) {
        this.instance = instance;
    }

    @Override
    public NewToken issue(TokenRequest request) {
        requested = request;
        return new NewToken(issued(TokenStatus.State.VALID), TOKEN_TEXT);
    }

    @Override
    public TokenIssuerStatus issuer() {
        return new TokenIssuerStatus(
                "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU",
                "gate",
                "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w",
                "sha256/abc",
                "gate.example:49365",
                "UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4");
    }

    @Override
    public TokenExplanation explain(String token) {
        if (!token.equals(TOKEN_TEXT)) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "this isn't a token: " + token);
        }
        return explanation;
    }

    @Override
    public TokenStatus revoke(String token) {
        instance.asked.add("revoke " + token);
        return issued(TokenStatus.State.REVOKED);
    }

    @Override
    public List<TokenStatus> list() {
        return instance.empty ? List.of() : List.of(issued(standing));
    }

    @Override
    public TokenStatus show(String token) {
        if (!TOKEN_ID.startsWith(token)) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "there is no token " + token);
        }
        return issued(standing);
    }

    static TokenExplanation explanation(boolean here, boolean held, String... obstacles) {
        return new TokenExplanation(
                issued(TokenStatus.State.VALID),
                here ? "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU" : PLANT.id(),
                here ? Optional.empty() : Optional.of("plant"),
                here,
                held,
                List.of(obstacles));
    }

    static TokenStatus issued(TokenStatus.State state) {
        return new TokenStatus(
                TOKEN_ID,
                state,
                PLANT.id(),
                Optional.of(PLANT.id()),
                Optional.of("plant"),
                List.of("ipv4://192.168.0.0/24"),
                "here.example:49365",
                permissions(),
                NOW.minusSeconds(60),
                Optional.of(NOW),
                1);
    }
}
