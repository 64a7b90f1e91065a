// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

import coattail.itests.support.Workspace;

/** The notices name everybody whose work is shipped, in the version that it is, and nobody else. */
@DisabledIfSystemProperty(
        named = "coattail.network",
        matches = "offline=true",
        disabledReason = "the bill of materials is made by a plugin that Maven skips offline")
class NoticesIT {
    private static final String FILE = "features/src/main/legal/THIRD-PARTY-NOTICES";
    private static final String WHERE = "CONTRIBUTING.md, \"Licence\": " + FILE + ": ";

    /**
     * How the notices call an artifact.
     *
     * @param artifact the beginning of {@code group:name}; the first that matches counts
     * @param words what its line says; {@code #} is a part of the version
     */
    private record Called(String artifact, String words) {}

    private static final List<Called> NAMES = List.of(
            new Called("com.fasterxml.jackson.core:", "Jackson #"),
            new Called("com.sun.istack:istack-commons-runtime", "istack-commons-runtime"),
            new Called("jakarta.xml.bind:jakarta.xml.bind-api", "jakarta.xml.bind-api"),
            new Called("javax.annotation:javax.annotation-api", "javax.annotation-api #.#"),
            new Called("org.apache.aries", "Apache Aries"),
            new Called("org.apache.derby:", "Apache Derby #.#"),
            new Called("org.apache.felix:org.apache.felix.scr", "Apache Felix SCR #.#"),
            new Called("org.apache.felix:", "Apache Felix,"),
            new Called("org.apache.karaf", "Apache Karaf #.#"),
            new Called("org.apache.mina:mina-core", "Apache MINA Core #.#"),
            new Called("org.apache.servicemix.specs:", "Apache ServiceMix specifications"),
            new Called("org.apache.sling:org.apache.sling.commons.johnzon", "Apache Sling Commons Johnzon"),
            new Called("org.apache.sshd:", "Apache MINA SSHD"),
            new Called("org.bitbucket.b_c:jose4j", "jose4j #.#"),
            new Called("org.bouncycastle:", "Bouncy Castle #.#"),
            new Called("org.eclipse.platform:org.eclipse.osgi", "Eclipse Equinox (org.eclipse.osgi)"),
            new Called("org.flywaydb:", "Flyway #"),
            new Called("org.fusesource.jansi:", "Jansi #.#"),
            new Called("org.glassfish.jaxb:jaxb-runtime", "jaxb-runtime"),
            new Called("org.glassfish.jaxb:txw2", "txw2"),
            new Called("org.jline:", "JLine #.#"),
            new Called("org.ops4j.pax.jdbc:pax-jdbc-derby", "Pax JDBC for Derby #.#"),
            new Called("org.ops4j.pax.logging:", "Pax Logging #.#"),
            new Called("org.ops4j.pax.url:", "Pax URL #.#"),
            new Called("org.osgi:org.osgi.service.component", "OSGi component"),
            new Called("org.osgi:org.osgi.service.jdbc", "service API for JDBC"),
            new Called("org.osgi:org.osgi.util.function", "function"),
            new Called("org.osgi:org.osgi.util.promise", "promise"),
            new Called("org.osgi:osgi.core", "OSGi core"),
            new Called("tools.jackson.core:", "Jackson #"));

    private final List<String> withTheKar =
            lines("1. In the KAR and in the distribution", "2. In the distribution only");
    private final List<String> besides = lines("2. In the distribution only", "A. Bouncy Castle");

    @Test
    void whatIsShippedIsNamedAndNothingElse() throws Exception {
        var inTheKar = ShippedJars.ofTheKar().keySet();
        var carried = Set.of("org.flywaydb", "tools.jackson.core"); // inside coattail.store
        var used = new TreeSet<String>();
        for (var component : Sbom.built().components()) {
            if (!component.group().equals("io.coattail")) {
                boolean kar = inTheKar.contains(component.sha256()) || carried.contains(component.group());
                used.add(line(component, kar ? withTheKar : besides, kar ? "section 1" : "section 2"));
            }
        }
        var vain = new ArrayList<>(withTheKar);
        vain.addAll(besides);
        vain.removeAll(used);
        assertEquals(List.of(), vain, WHERE + "nothing of these is shipped");
    }

    /** The line that names the component. */
    private static String line(Sbom.Component component, List<String> lines, String section) {
        var words = words(component);
        return lines.stream()
                .filter(line -> (line + " ").matches(".*\\b" + words + "[ ,)].*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(WHERE + section + " lacks " + component + ", by the words "
                        + words.replace("\\Q", "'").replace("\\E", "'")));
    }

    private static String words(Sbom.Component component) {
        var artifact = component.group() + ":" + component.name();
        var words = NAMES.stream()
                .filter(called -> artifact.startsWith(called.artifact()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        WHERE + "name " + component + " there, and in NoticesIT the words that do so"))
                .words();
        for (var part : component.version().split("[.]")) {
            words = words.replaceFirst("#", part);
        }
        return "\\Q" + words + "\\E";
    }

    /** The lines of a section that name something; what is said of it is indented. */
    private static List<String> lines(String heading, String next) {
        var lines = Workspace.read(FILE).lines().toList();
        int begin = lines.indexOf(heading);
        int end = lines.indexOf(next);
        assertTrue(0 <= begin && begin < end, () -> FILE + " has no section " + heading);
        return lines.subList(begin + 1, end).stream()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .toList();
    }
}
