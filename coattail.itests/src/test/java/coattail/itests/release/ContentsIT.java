// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The bill of materials has what is shipped and nothing else, all of it under terms that allow that. */
@DisabledIfSystemProperty(
        named = "coattail.network",
        matches = "offline=true",
        disabledReason = "the bill of materials is made by a plugin that Maven skips offline")
class ContentsIT {
    /** Karaf's own; the poms that theirs inherit from aren't on Maven Central, so that the plugin can't read them. */
    private static final List<String> WITHOUT_A_PARENT = List.of(
            "/org.apache.karaf.management.server-",
            "/org.apache.karaf.scr.management-",
            "/org.apache.karaf.scr.state-",
            "/org.apache.karaf.service.core-");

    private static final Set<String> FREE = Set.of(
            "Apache-2.0",
            "ALv2",
            "BSD-3-Clause",
            "BSD-4-Clause", // what JLine's pom is taken for; its text has three clauses
            "Bouncy Castle Licence",
            "EPL-2.0",
            "MIT",
            "(CDDL-1.0 OR GPL-2.0-with-classpath-exception)");

    @Test
    void theBillOfMaterialsHasEveryJarThatIsShippedAndNoOther() throws Exception {
        var shipped = ShippedJars.ofTheDistribution();
        shipped.values().removeIf(place -> WITHOUT_A_PARENT.stream().anyMatch(place::contains));
        var missing = new TreeSet<>(shipped.values());
        var vain = new TreeSet<String>();
        for (var component : Sbom.built().components()) {
            var place = shipped.get(component.sha256());
            if (place == null) {
                vain.add(component.toString());
            } else {
                missing.remove(place);
            }
        }
        assertTrue(shipped.size() > 80, () -> "too few jars are shipped: " + shipped.values());
        assertEquals(
                Set.of(), missing, "CONTRIBUTING.md, \"Dependencies\": add what is shipped to features/sbom/pom.xml");
        assertEquals(Set.of(), vain, "CONTRIBUTING.md, \"Dependencies\": not shipped, but in features/sbom/pom.xml");
    }

    @Test
    void everyLicenceAllowsShipping() throws Exception {
        for (var component : Sbom.built().components()) {
            assertTrue(
                    component.licences().stream().anyMatch(FREE::contains),
                    () -> "CONTRIBUTING.md, \"Dependencies\": may " + component + " be shipped? Its terms are "
                            + component.licences());
        }
    }
}
