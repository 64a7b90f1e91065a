// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;
import java.util.Optional;

/**
 * What a token says, and what it is worth here.
 *
 * @param token its claims, with what is known here of its state, its holder and its use; of one that another instance
 *     issued only what it says itself
 * @param issuer the instance that is said to have issued it: the one that its holder may act on
 * @param issuerName what that instance is called here; empty for one that isn't known
 * @param here whether that is this instance. If not, the signature can't be verified here, and only its issuer knows
 *     whether it was revoked
 * @param held whether it is the one held from its issuer
 * @param obstacles why it is of no use: of one issued here why nobody can use it, of another why this instance can't;
 *     one line each. Empty where nothing that can be seen here speaks against it
 */
public record TokenExplanation(
        TokenStatus token,
        String issuer,
        Optional<String> issuerName,
        boolean here,
        boolean held,
        List<String> obstacles) {
    public TokenExplanation {
        obstacles = List.copyOf(obstacles);
    }
}
