// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

/**
 * An instance as this one knows it.
 *
 * @param id the instance id: {@code ct:} and 43 characters, the RFC 7638 thumbprint of its public key
 * @param name the name that this instance's operator gave it
 */
public record InstanceRef(String id, String name) {
    public InstanceRef {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
    }
}
