// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The software bill of materials of the distribution (CycloneDX 1.6, JSON). */
record Sbom(List<Component> components) {

    /**
     * @param licences identifiers of SPDX, names where there is none, or an expression
     * @param sha256 of the jar, in hexadecimal
     */
    record Component(String group, String name, String version, List<String> licences, String sha256) {
        @Override
        public String toString() {
            return group + ":" + name + ":" + version;
        }
    }

    /** The one that the build has made. */
    static Sbom built() throws IOException {
        var root = new ObjectMapper()
                .readTree(Path.of(System.getProperty("coattail.sbom")).toFile());
        var components = new ArrayList<Component>();
        for (var component : root.get("components")) {
            components.add(new Component(
                    component.get("group").textValue(),
                    component.get("name").textValue(),
                    component.get("version").textValue(),
                    licences(component),
                    sha256(component)));
        }
        return new Sbom(components);
    }

    private static List<String> licences(JsonNode component) {
        var found = new ArrayList<String>();
        for (var licence : component.path("licenses")) {
            var detail = licence.path("license");
            found.add(detail.path("id")
                    .asText(detail.path("name")
                            .asText(licence.path("expression").asText())));
        }
        return found;
    }

    private static String sha256(JsonNode component) throws IOException {
        for (var hash : component.get("hashes")) {
            if (hash.get("alg").textValue().equals("SHA-256")) {
                return hash.get("content").textValue();
            }
        }
        throw new IOException(component + " has no SHA-256");
    }
}
