// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Optional;

/**
 * A service as operators see it.
 *
 * @param name what it calls itself; anything, or nothing, for one that is refused
 * @param bundle symbolic name and version of its bundle
 * @param entry empty for one that is refused
 * @param offered whether it serves the name
 * @param reason why it doesn't, in one line; empty where it does
 */
public record Listing<E extends HandlerEntry>(
        String name, String bundle, Optional<E> entry, boolean offered, String reason) {}
