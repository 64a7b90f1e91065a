// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Version;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.Document;
import coattail.itests.support.Workspace;

/** Rules of docs/architecture.md that a manifest may not be made to break by editing what is expected of it. */
class BundleRulesTest {
    private static final String API = "coattail.api";
    private static final Document ARCHITECTURE = Document.of("docs/architecture.md");

    static List<String> bundles() {
        return Workspace.bundles();
    }

    static List<String> allButTheApi() {
        return bundles().stream().filter(bundle -> !bundle.equals(API)).toList();
    }

    @Test
    void theApiNeedsNothingButJava() {
        var api = BuiltBundle.named(API);
        assertEquals(
                Set.of(),
                api.header("Import-Package").names().stream()
                        .filter(name -> !name.startsWith("java."))
                        .collect(Collectors.toCollection(TreeSet::new)),
                () -> "An update of these would refresh every action, against "
                        + ARCHITECTURE.line("imports `java.*` and nothing else"));
        assertEquals(
                Set.of("osgi.ee"),
                api.header("Require-Capability").names(),
                () -> "coattail.api requires a Java release and nothing else, by "
                        + ARCHITECTURE.line("imports `java.*` and nothing else"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleExportsWhatItIsThereForAndNoMore(String bundle) {
        Set<String> expected =
                switch (bundle) {
                    case API -> Set.of(API);
                    case "coattail.core" -> Set.of("coattail.core.admin", "coattail.core.spi");
                    default -> Set.of();
                };
        assertEquals(
                expected,
                BuiltBundle.named(bundle).header("Export-Package").names(),
                () -> "Packages that " + bundle + " exports, by " + ARCHITECTURE.line("| `" + bundle + "`"));
    }

    @ParameterizedTest
    @MethodSource("allButTheApi")
    void nobodyElseOffersOrCarriesTheApi(String bundle) {
        var built = BuiltBundle.named(bundle);
        assertTrue(
                !built.header("Export-Package").names().contains(API),
                () -> bundle + " exports coattail.api again: updating it would refresh every action, against "
                        + ARCHITECTURE.line("The API is apart from the core"));
        assertEquals(
                List.of(),
                built.entries().stream()
                        .filter(entry -> entry.startsWith("coattail/api/"))
                        .toList(),
                bundle + " carries a copy of coattail.api: its types wouldn't be those of the actions");
    }

    @Test
    void theCoreImportsTheApiAsItsProvider() {
        var api = new Version(version("Export-Package", API));
        var range =
                "[" + api.getMajor() + "." + api.getMinor() + "," + api.getMajor() + "." + (api.getMinor() + 1) + ")";
        assertEquals(
                range,
                version("Import-Package", "coattail.core"),
                "coattail.core implements the API, so a minor version of it that is new has methods that the core"
                        + " lacks");
    }

    private static String version(String header, String bundle) {
        return BuiltBundle.named(bundle).header(header).clauses().stream()
                .filter(clause -> clause.names().contains(API))
                .map(clause -> clause.parameters().get("version"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void whatABundleNeedsIsSaidByPackage(String bundle) {
        var built = BuiltBundle.named(bundle);
        for (var header : List.of("DynamicImport-Package", "Require-Bundle", "Fragment-Host")) {
            assertEquals(
                    Set.of(),
                    built.header(header).names(),
                    () -> bundle + " has a " + header + ", so that its wires.txt doesn't tell all it wires to");
        }
    }

    @Test
    void anActionRequiresNothingOfTheCore() {
        var required = BuiltBundle.named("coattail.sample-actions")
                .header("Require-Capability")
                .clauses();
        for (var clause : required) {
            assertTrue(
                    clause.parameters().values().stream().noneMatch(value -> value.contains("coattail.core")),
                    "an action's bundle requires " + clause + ": updating the core would refresh it");
        }
    }
}
