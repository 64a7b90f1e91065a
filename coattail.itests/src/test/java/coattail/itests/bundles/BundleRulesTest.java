// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.ManifestHeader;

/** The rules of docs/architecture.md about who may see whom, read from the manifests of the built bundles. */
class BundleRulesTest {
    private static final String API = "coattail.api";

    private static Set<String> imports(String bundle, Predicate<String> which) {
        return BuiltBundle.named(bundle).header("Import-Package").names().stream()
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theApiNeedsNothingButJava() {
        assertEquals(
                Set.of(),
                imports(API, name -> !name.startsWith("java.")),
                "coattail.api imports java.* alone, so that no update of anything else refreshes the actions;"
                        + " it imports these as well");
        assertEquals(
                Set.of("osgi.ee"),
                BuiltBundle.named(API).header("Require-Capability").names(),
                "coattail.api requires a Java release and nothing else");
    }

    @ParameterizedTest
    @CsvSource({
        "coattail.api, coattail.api",
        "coattail.core, coattail.core.admin coattail.core.spi",
        "coattail.transport, ''",
        "coattail.store, ''",
        "coattail.shell, ''",
        "coattail.sample-actions, ''"
    })
    void aBundleExportsWhatItIsThereForAndNoMore(String bundle, String packages) {
        var expected = packages.isEmpty() ? Set.of() : Set.of(packages.split(" "));
        var header = BuiltBundle.named(bundle).header("Export-Package");
        assertEquals(expected, header.names(), "packages that " + bundle + " exports");
        for (ManifestHeader.Clause clause : header.clauses()) {
            assertNotNull(
                    clause.parameters().get("version"), bundle + " exports " + clause.names() + " without a version");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coattail.core",
                "coattail.transport",
                "coattail.store",
                "coattail.shell",
                "coattail.sample-actions"
            })
    void nobodyElseOffersOrCarriesTheApi(String bundle) {
        var built = BuiltBundle.named(bundle);
        assertTrue(
                !built.header("Export-Package").names().contains(API),
                bundle + " exports coattail.api again: updating it would refresh every action");
        assertEquals(
                List.of(),
                built.entries().stream()
                        .filter(entry -> entry.startsWith("coattail/api/"))
                        .toList(),
                bundle + " carries a copy of coattail.api: its types wouldn't be those of the actions");
    }

    @Test
    void theCoreImportsTheApiAsItsProvider() {
        var range = BuiltBundle.named("coattail.core").header("Import-Package").clauses().stream()
                .filter(clause -> clause.names().contains(API))
                .map(clause -> clause.parameters().get("version"))
                .toList();
        assertEquals(
                List.of("[1.0,1.1)"),
                range,
                "coattail.core implements the API, so a minor version of it that is new has methods that the core"
                        + " lacks");
    }

    @ParameterizedTest
    @CsvSource({
        "coattail.core, coattail.api coattail.core.admin coattail.core.spi",
        "coattail.transport, coattail.api coattail.core.spi",
        "coattail.store, coattail.api coattail.core.spi",
        "coattail.shell, coattail.api coattail.core.admin",
        "coattail.sample-actions, coattail.api"
    })
    void aBundleSeesOnlyThoseItMay(String bundle, String allowed) {
        var others = imports(bundle, name -> name.startsWith("coattail."));
        others.removeAll(Set.of(allowed.split(" ")));
        assertEquals(Set.of(), others, bundle + " may import " + allowed + " of Coattail, but not these");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                API,
                "coattail.core",
                "coattail.transport",
                "coattail.store",
                "coattail.shell",
                "coattail.sample-actions"
            })
    void whatABundleNeedsIsSaidByPackage(String bundle) {
        var built = BuiltBundle.named(bundle);
        for (var header : List.of("DynamicImport-Package", "Require-Bundle", "Fragment-Host")) {
            assertEquals(Set.of(), built.header(header).names(), bundle + " has a " + header);
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
