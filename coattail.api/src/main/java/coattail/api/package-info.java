// SPDX-License-Identifier: Apache-2.0
/**
 * What authors of actions and receivers compile against.
 *
 * <p>An action or a receiver is an OSGi service; registering the service is all the registration there is. This package
 * holds the interfaces that such services implement, the annotations that name them, and the
 * {@link coattail.api.Coattail} service through which they reach this instance and its peers.
 *
 * <p>Nothing in this package accepts {@code null} or returns it unless its documentation says so: a {@code null}
 * argument is answered with {@link NullPointerException}, and that is the only exception thrown by a method that starts
 * a call. Every other failure completes the call's stage with a {@link coattail.api.CoattailException}.
 */
@Export
@Version("1.1.0")
package coattail.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
