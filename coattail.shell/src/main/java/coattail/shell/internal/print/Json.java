// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.shell.internal.grammar.UsageException;

/** JSON, read and written so that nothing is lost: numbers keep their digits. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Gathers nodes into an array. */
    public static Collector<JsonNode, ?, ArrayNode> array() {
        return Collector.of(MAPPER::createArrayNode, ArrayNode::add, ArrayNode::addAll);
    }

    /** An array of strings. */
    public static ArrayNode strings(Collection<String> values) {
        var array = MAPPER.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    /** A number with all its digits. */
    public static JsonNode number(BigDecimal value) {
        return MAPPER.getNodeFactory().numberNode(value);
    }

    /** A time as JSON has it, in UTC (ISO 8601), or null. */
    public static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    /** A duration in milliseconds, or null. */
    public static Long millis(Optional<Duration> duration) {
        return duration.map(Duration::toMillis).orElse(null);
    }

    /** Reads what an action answered. */
    public static JsonNode read(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** Reads what is known to be JSON. */
    public static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("broken JSON from within", broken);
        }
    }

    /** Checks what somebody typed. */
    public static void check(String text) throws UsageException {
        try {
            if (MAPPER.readTree(text).isMissingNode()) {
                throw new UsageException("it is empty; leave it out to send nothing");
            }
        } catch (JsonProcessingException wrong) {
            var location = wrong.getLocation();
            var place = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            throw new UsageException(
                    "this isn't JSON" + place + ": " + wrong.getOriginalMessage()
                            + "; an object is written '{\"name\": \"Ada\"}', a text '\"Ada\"'",
                    wrong);
        }
    }

    /** The text of a document in one line, safe to print. */
    public static String line(JsonNode node) {
        return Plain.line(node.toString());
    }

    /** The text of a document in several lines, safe to print. */
    public static String print(JsonNode node) {
        // An unsafe character can only be inside a string, where its escape means the same.
        return Plain.lines(node.toPrettyString());
    }
}
