// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.util.Optional;

/** The keys under which tokens verify. */
@FunctionalInterface
public interface VerifyingKeys {
    /**
     * The raw public key of an id, 32 bytes; empty if tokens under it aren't accepted.
     *
     * @param keyId the thumbprint of the key
     */
    Optional<byte[]> find(String keyId);
}
