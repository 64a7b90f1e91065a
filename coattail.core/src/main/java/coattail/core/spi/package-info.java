// SPDX-License-Identifier: Apache-2.0
/** The ports of the core: what transports and stores implement. */
@Export
@Version("0.1.0")
package coattail.core.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
