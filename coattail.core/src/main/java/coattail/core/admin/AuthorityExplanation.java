// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;
import java.util.Optional;

import coattail.api.InstanceRef;

/**
 * Whether a peer would be allowed something here now, and why.
 *
 * @param peer whom it is about
 * @param operation what it would do
 * @param name with which name
 * @param allowed whether a token allows it that the peer may use
 * @param rule what decides
 * @param reason the same in one line, for people
 * @param token the id of the token that allows it, or comes nearest to allowing it; empty where there is none
 * @param tokens what each token says that is for the peer's key, what decides first
 * @param notes what else should be known, one line each
 * @param changes what would turn the answer round, the smallest first; each does so alone. Never empty
 */
public record AuthorityExplanation(
        InstanceRef peer,
        PeerOperation operation,
        String name,
        boolean allowed,
        AuthorityRule rule,
        String reason,
        Optional<String> token,
        List<OfToken> tokens,
        List<String> notes,
        List<AuthorityChange> changes) {

    /**
     * What one token says.
     *
     * @param token its id
     * @param rule what decides
     * @param reason the same in one line, for people
     */
    public record OfToken(String token, AuthorityRule rule, String reason) {}

    public AuthorityExplanation {
        tokens = List.copyOf(tokens);
        notes = List.copyOf(notes);
        changes = List.copyOf(changes);
    }
}
