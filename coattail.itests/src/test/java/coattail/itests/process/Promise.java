// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

import coattail.itests.support.Workspace;

/** What {@code docs/json.schema.json} says of the documents that commands print. */
final class Promise {
    private static final String ID = "urn:coattail:commands";

    private Promise() {}

    /** The document is as the definition says; returns it. */
    static JsonNode kept(String definition, JsonNode document) {
        var text = Workspace.read("docs/json.schema.json");
        var factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(id -> id.equals(ID) ? text : null)));
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        var location = SchemaLocation.of(ID + "#/$defs/" + definition);
        assertEquals(Set.of(), factory.getSchema(location, config).validate(document), document::toPrettyString);
        return document;
    }
}
