// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.Optional;

/**
 * One setting of this instance.
 *
 * @param pid the configuration that it belongs to, {@code etc/<pid>.cfg} in Karaf
 * @param key its key there
 * @param value what is in force, may be empty
 * @param next what takes effect at the next start, where that is something else
 */
public record ConfigurationEntry(String pid, String key, String value, Optional<String> next) {}
