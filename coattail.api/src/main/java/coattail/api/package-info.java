// SPDX-License-Identifier: Apache-2.0
/** What authors of actions and receivers compile against. */
@Export
@Version("0.1.0")
package coattail.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
