// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A header of a bundle's manifest: clauses with attributes and directives (OSGi Core 8, 3.2.5). */
public record ManifestHeader(List<Clause> clauses) {

    /**
     * @param names a clause may have several
     * @param parameters attributes, and directives with a colon at the end of their key; values without quotes
     */
    public record Clause(List<String> names, Map<String, String> parameters) {}

    /** A header that isn't there has no clauses. */
    public static ManifestHeader parse(String text) {
        if (text == null) {
            return new ManifestHeader(List.of());
        }
        return new ManifestHeader(
                split(text, ',').stream().map(ManifestHeader::clause).toList());
    }

    private static Clause clause(String text) {
        var names = new ArrayList<String>();
        var parameters = new LinkedHashMap<String, String>();
        for (var part : split(text, ';')) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                names.add(part);
            } else {
                parameters.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return new Clause(names, parameters);
    }

    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }

    public Set<String> names() {
        return clauses.stream().flatMap(clause -> clause.names().stream()).collect(Collectors.toSet());
    }
}
