// SPDX-License-Identifier: Apache-2.0
/** What operators' faces need: tokens, peers, sessions, subscriptions. */
@Export
@Version("0.1.0")
package coattail.core.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
