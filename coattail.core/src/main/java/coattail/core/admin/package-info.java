// SPDX-License-Identifier: Apache-2.0
/**
 * What operators' faces need: the shell today, others tomorrow. Apart from the authors' API so that it can grow without
 * touching a deployed action.
 *
 * <p>Each interface is an OSGi service, safe for use by several threads. Methods block unless they return a stage, and
 * commit what they change before they return. Every failure is a {@link coattail.api.CoattailException} whose message
 * is one line that says what is wrong and what to do; nothing is half changed then. Nothing accepts or returns
 * {@code null}. Records are snapshots; their lists are immutable.
 */
@Export
@Version("1.1.0")
package coattail.core.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
