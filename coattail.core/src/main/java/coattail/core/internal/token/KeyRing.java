// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;

import coattail.core.internal.identity.TokenKey;

/** The keys that sign this instance's tokens, and those under which tokens verify. Immutable. */
public final class KeyRing {
    private final TokenKey current;
    private final Map<String, PublicKey> verifying;

    /** A ring of one key. */
    public KeyRing(TokenKey current) {
        this.current = current;
        this.verifying = Map.of(current.id(), current.publicKey());
    }

    /** The key that signs. */
    TokenKey current() {
        return current;
    }

    /** The public key of an id; empty if tokens under it aren't accepted. */
    public Optional<PublicKey> find(String keyId) {
        return Optional.ofNullable(verifying.get(keyId));
    }
}
