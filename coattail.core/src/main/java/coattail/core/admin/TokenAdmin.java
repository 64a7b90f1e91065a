// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** The tokens that this instance issues. A token is named by its id, or a prefix of it that no other token shares. */
@ProviderType
public interface TokenAdmin {

    /** Issues a token. Its text is in the answer and nowhere else: it isn't kept. */
    NewToken issue(TokenRequest request);

    /** All tokens, the newest first. */
    List<TokenStatus> list();

    /** One token. */
    TokenStatus show(String token);

    /**
     * Revokes a token: it is refused from now on, what was granted by it ends on open connections, and the
     * subscriptions under it are deleted.
     */
    TokenStatus revoke(String token);

    /** Who issues the tokens of this instance. */
    TokenIssuerStatus issuer();

    /**
     * Reads a token, whoever issued it, and says what it is worth here. Changes nothing; the token isn't kept.
     *
     * @param token the token's text
     * @throws coattail.api.CoattailException BAD_INPUT if it isn't an authentication token; the message says why, and
     *     has nothing of the text
     */
    TokenExplanation explain(String token);
}
