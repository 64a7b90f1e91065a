// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static java.util.Objects.requireNonNull;

/**
 * What travels with every step of a cascade.
 *
 * @param path the steps before this one
 * @param parent the binary W3C trace context (26 bytes as the wire carries it), or {@code null} where there is none
 */
public record Trace(Path path, byte[] parent) {
    public static final Trace NONE = new Trace(Path.EMPTY, null);

    public Trace {
        requireNonNull(path, "path");
    }
}
