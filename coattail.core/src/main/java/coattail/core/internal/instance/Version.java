// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import org.osgi.framework.Bundle;

/** The version as people read it. */
final class Version {
    private Version() {}

    /** Major, minor and micro of the bundle's version, and {@code -SNAPSHOT} for one under way. */
    static String of(Bundle bundle) {
        var version = bundle.getVersion();
        var release = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? release : release + "-SNAPSHOT";
    }
}
