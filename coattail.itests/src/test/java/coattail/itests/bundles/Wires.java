// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.ManifestHeader;

/**
 * What a bundle wires to, and what it offers and carries, a line each. Left out are the packages of {@code java.base},
 * which every framework has, services that a bundle has for itself, and {@code uses}, which bnd deduces from the rest.
 */
final class Wires {
    private static final String FILTER = "filter:";

    private Wires() {}

    static List<String> of(BuiltBundle bundle) {
        var lines = new ArrayList<String>();
        for (var clause : bundle.header("Export-Package").clauses()) {
            clause.names().forEach(name -> lines.add("export " + name + version(clause)));
        }
        for (var clause : bundle.header("Import-Package").clauses()) {
            clause.names().stream()
                    .filter(name -> !inJavaBase(name))
                    .forEach(name -> lines.add("import " + name + version(clause) + optional(clause.parameters())));
        }
        for (var clause : bundle.header("Require-Capability").clauses()) {
            var filter = clause.parameters().getOrDefault(FILTER, "");
            lines.add(("require " + clause.names().get(0) + " " + filter).strip() + optional(clause.parameters()));
        }
        for (var clause : bundle.header("Provide-Capability").clauses()) {
            clause.parameters().forEach((key, value) -> {
                if (!key.endsWith(":")) {
                    lines.add("provide " + clause.names().get(0) + " " + key.replaceAll(":.*", "") + " " + value);
                }
            });
        }
        bundle.header("Bundle-ClassPath").names().stream()
                .filter(name -> !name.equals("."))
                .forEach(name -> lines.add("carry " + name));
        return lines.stream()
                .filter(line -> !line.contains(".internal."))
                .distinct()
                .sorted()
                .toList();
    }

    private static String version(ManifestHeader.Clause clause) {
        var version = clause.parameters().get("version");
        return version == null ? "" : " " + version;
    }

    private static String optional(Map<String, String> parameters) {
        return "optional".equals(parameters.get("resolution:")) ? " optional" : "";
    }

    private static boolean inJavaBase(String name) {
        return name.startsWith("java.")
                && Object.class.getModule().getPackages().contains(name);
    }
}
