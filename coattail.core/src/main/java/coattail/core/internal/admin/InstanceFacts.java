// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.time.Instant;
import java.util.Optional;

/** What the instance knows of itself. */
public interface InstanceFacts {
    String version();

    String id();

    String name();

    String fingerprint();

    String directory();

    /** The address that is bound; empty while not listening. */
    Optional<Address> bound();

    Address advertised();

    Instant started();

    /** How many bytes connections and events may take at most. */
    long memoryLimit();
}
