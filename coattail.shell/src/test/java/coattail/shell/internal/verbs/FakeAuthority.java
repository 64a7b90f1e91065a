// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.AuthorityChange;
import coattail.core.admin.AuthorityExplanation;
import coattail.core.admin.AuthorityExplanation.OfToken;
import coattail.core.admin.AuthorityRule;
import coattail.core.admin.PeerOperation;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;

/** A peer that may perform greet by either of two tokens, and nothing else; there are several ways to change that. */
final class FakeAuthority implements AuthorityAdmin {
    static final String SECOND = "--tQ0mY7wS1uV9xB2nL4gA";
    static final TokenRequest WANTED = new TokenRequest(
            List.of("*", "coattail.x"),
            List.of("two words"),
            List.of(),
            List.of("ipv6://2001:db8::/32", "vt://-k3tQ0mY7wS1uV9xB2nL4g"),
            false,
            Optional.of("the plant"),
            Duration.ZERO,
            Optional.of(Duration.ofSeconds(90_061)),
            true,
            true,
            new Permissions.Limits(1, 2, 3, 4, 5));

    int revoked;

    @Override
    public AuthorityExplanation explain(String peer, PeerOperation operation, String name) {
        if (!peer.equals("plant")) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "no peer '" + peer + "'");
        }
        boolean allowed = operation == PeerOperation.PERFORM && name.equals("greet");
        var tokens = new ArrayList<OfToken>();
        tokens.add(
                allowed
                        ? new OfToken(FakeInstance.TOKEN_ID, AuthorityRule.NAMED, "the first names it")
                        : new OfToken(FakeInstance.TOKEN_ID, AuthorityRule.NOT_NAMED, "the first doesn't name it"));
        for (int i = 0; i < revoked; i++) {
            tokens.add(new OfToken(SECOND, AuthorityRule.REVOKED, "another was revoked"));
        }
        return new AuthorityExplanation(
                FakeInstance.PLANT,
                operation,
                name,
                allowed,
                tokens.get(0).rule(),
                tokens.get(0).reason(),
                Optional.of(FakeInstance.TOKEN_ID),
                tokens,
                List.of("nobody offers it"),
                allowed
                        ? List.of(new AuthorityChange.Revoke(List.of(FakeInstance.TOKEN_ID, SECOND)))
                        : List.of(
                                new AuthorityChange.Wait(FakeInstance.NOW),
                                new AuthorityChange.AddValidation(FakeInstance.TOKEN_ID),
                                new AuthorityChange.Issue(WANTED)));
    }
}
