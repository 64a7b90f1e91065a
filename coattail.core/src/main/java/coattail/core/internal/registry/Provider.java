// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import org.osgi.framework.Version;

/**
 * The service behind a candidate, as far as the choice between two of one name needs it.
 *
 * @param serviceId its service id
 * @param ranking its service ranking
 * @param bundleId the id of its bundle
 * @param bundle the symbolic name of its bundle
 * @param version the version of its bundle
 */
record Provider(long serviceId, int ranking, long bundleId, String bundle, Version version) {

    /** Symbolic name and version, for people. */
    String label() {
        return bundle + " " + version;
    }
}
