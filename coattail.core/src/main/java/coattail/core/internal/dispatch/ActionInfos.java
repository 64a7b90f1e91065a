// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Names;

/** The answer to LIST (docs/protocol.md, "Listing"), written and read. */
final class ActionInfos {
    /** As deep as a schema of the deepest input that is read, and some. */
    private static final int DEPTH = 96;

    private static final ObjectMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build());

    private ActionInfos() {}

    static Body write(List<ActionInfo> actions) {
        var array = JSON.createArrayNode();
        for (var action : actions) {
            var object = array.addObject()
                    .put("name", action.name())
                    .put("description", action.description())
                    .put("perform", action.perform())
                    .put("publish", action.publish())
                    .put("subscribe", action.subscribe());
            action.input().ifPresent(schema -> putSchema(object, "input", schema));
            action.output().ifPresent(schema -> putSchema(object, "output", schema));
        }
        try {
            return Body.of(ContentType.JSON, JSON.writeValueAsBytes(array));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and booleans can always be written", e);
        }
    }

    private static void putSchema(ObjectNode object, String field, String schema) {
        try {
            object.set(field, JSON.readTree(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema made here isn't JSON", e);
        }
    }

    /**
     * Reads what a peer sent.
     *
     * @throws CoattailException PROTOCOL if it is anything but such an answer
     */
    static List<ActionInfo> read(Body body) {
        try {
            var tree = JSON.readTree(body.toByteArray());
            if (tree == null || !tree.isArray()) {
                throw malformed();
            }
            var actions = new ArrayList<ActionInfo>(tree.size());
            for (var node : tree) {
                actions.add(read(node));
            }
            return List.copyOf(actions);
        } catch (IOException e) {
            throw malformed();
        }
    }

    /** Reads the answer to the question for one action. */
    static ActionInfo readOne(Body body, String name) {
        return read(body).stream()
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow(ActionInfos::malformed);
    }

    private static ActionInfo read(JsonNode node) {
        var name = node.path("name");
        if (!name.isTextual() || !Names.isName(name.textValue())) {
            throw malformed();
        }
        return new ActionInfo(
                name.textValue(),
                node.path("description").asText(""),
                node.path("perform").asBoolean(),
                node.path("publish").asBoolean(),
                node.path("subscribe").asBoolean(),
                schema(node.path("input")),
                schema(node.path("output")));
    }

    private static Optional<String> schema(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.toString());
    }

    private static CoattailException malformed() {
        return new CoattailException(ErrorCode.PROTOCOL, "the peer's list of actions is malformed");
    }
}
