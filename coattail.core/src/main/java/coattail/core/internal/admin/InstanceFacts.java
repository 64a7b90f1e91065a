// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.core.admin.ConfigurationEntry;

/** What the instance knows of itself. */
public interface InstanceFacts {
    String version();

    String id();

    String name();

    String fingerprint();

    /** The identity's raw key in base64url. */
    String publicKey();

    /** The id of the key that signs tokens. */
    String signingKey();

    String directory();

    /** The address that is bound; empty while not listening. */
    Optional<Address> bound();

    Address advertised();

    Instant started();

    /** The configuration in force, and what is to be at the next start. */
    List<ConfigurationEntry> configuration();

    /** How many bytes connections and events may take at most. */
    long memoryLimit();
}
