// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** The tokens that this instance issued. */
@ProviderType
public interface IssuedTokens {

    /**
     * Adds a token.
     *
     * @throws StoreException if there is one of its id, or the database fails
     */
    void add(IssuedToken token);

    /** The token of an id, whatever its state. */
    Optional<IssuedToken> find(String jti);

    /** All tokens, the last issued first. */
    List<IssuedToken> list();

    /**
     * Notes that a token was accepted from a key, and binds it to that key if it is active and bound to none. Of
     * several that try at once exactly one binds.
     *
     * @param jti the token
     * @param key the thumbprint of the proven key
     * @param bind whether to bind a token that is bound to none; if not, an unbound token is used as it is
     * @param now when it was accepted
     * @return the token as it is now; bound to another key, or revoked, where another was faster; empty if there is
     *     none
     */
    Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now);

    /**
     * Revokes a token, and deletes the subscriptions under it in the same transaction.
     *
     * @return whether it was active; if not, nothing is done
     */
    boolean revoke(String jti);

    /**
     * Notes that a token which is bound to no key was accepted from one; does nothing where that is noted already, or
     * there is no such token. For tokens that only so many keys can use: what is noted stays.
     *
     * @param key the thumbprint of the proven key
     */
    void noteAccepted(String jti, String key);

    /** Whether it was noted that a token was accepted from a key. */
    boolean wasAccepted(String jti, String key);

    /** The tokens that a key signed, whatever their state. */
    List<IssuedToken> signedBy(String keyId);

    /**
     * Revokes all active tokens that a key signed, and deletes the subscriptions under them, in one transaction.
     *
     * @return the ids of those revoked
     */
    List<String> revokeSignedBy(String keyId);
}
