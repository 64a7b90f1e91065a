// SPDX-License-Identifier: Apache-2.0
/**
 * The ports of the core: what transports and stores implement.
 *
 * <p>A transport moves bytes over mutual TLS 1.3 and knows nothing of frames, tokens or peers. A store keeps records
 * and knows nothing of rules. Each port has a contract test in the core's test jar that every implementation runs.
 *
 * <p>Nothing accepts or returns {@code null} unless its documentation says so.
 */
@Export
@Version("1.0.0")
package coattail.core.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
