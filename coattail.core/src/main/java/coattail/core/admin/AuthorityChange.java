// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Something that would turn the answer round. */
@ProviderType
public sealed interface AuthorityChange {

    /**
     * Issue a token; the peer's operator adds it.
     *
     * @param request what it is to allow
     */
    record Issue(TokenRequest request) implements AuthorityChange {}

    /**
     * Add a validation token again that was removed; its text is its issuer's to give.
     *
     * @param validation its id
     */
    record AddValidation(String validation) implements AuthorityChange {}

    /**
     * Wait.
     *
     * @param until when the answer is another, if nobody changes anything
     */
    record Wait(Instant until) implements AuthorityChange {}

    /**
     * Revoke tokens.
     *
     * @param tokens the ids of all that allow it
     */
    record Revoke(List<String> tokens) implements AuthorityChange {
        public Revoke {
            tokens = List.copyOf(tokens);
        }
    }
}
