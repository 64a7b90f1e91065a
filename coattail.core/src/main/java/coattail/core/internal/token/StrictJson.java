// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON of strangers: one object in UTF-8, no name twice, bounded in every direction. */
final class StrictJson {
    private static final int DEEPEST = 4;
    private static final int LONGEST_ARRAY = 64;

    /** Names aren't kept: a stranger could fill the table with them. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(Jws.LONGEST)
                            .maxNameLength(Jws.LONGEST)
                            .maxNumberLength(20)
                            .maxDocumentLength(Jws.LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private StrictJson() {}

    /** @param what names the text in messages */
    static ObjectNode parse(byte[] text, String what) throws TokenException {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            if (!(MAPPER.readTree(decoded) instanceof ObjectNode object)) {
                throw new TokenException(what + " isn't a JSON object");
            }
            requireShortArrays(object, what);
            return object;
        } catch (CharacterCodingException e) {
            throw new TokenException(what + " isn't UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new TokenException(what + " isn't JSON, repeats a name or is nested too deep", e);
        }
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    private static void requireShortArrays(JsonNode node, String what) throws TokenException {
        if (node.isArray() && node.size() > LONGEST_ARRAY) {
            throw new TokenException(what + " has an array of more than " + LONGEST_ARRAY + " items");
        }
        for (JsonNode child : node) {
            requireShortArrays(child, what);
        }
    }
}
