// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Names;

/**
 * The answer to TRACE (docs/protocol.md, "Tracing"), written and read.
 *
 * @param steps in the order in which they began
 * @param left how many more there were than the answer had room for
 */
public record StepsText(List<StepView> steps, int left) {
    /** What fits one frame, whatever stands before it. */
    private static final int MOST_BYTES = 12_000;
    /** Around the steps: {@code {"left":8192,"steps":[]}}. */
    private static final int FRAME_BYTES = 32;

    private static final int DEPTH = 4;
    /** Of times and durations: some hundred years, which calendars can do with. */
    private static final long MOST_MILLIS = 1L << 43;

    private static final Pattern OUTCOME = Pattern.compile("[a-z0-9 ,-]{0,160}");
    private static final Pattern SPAN = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern INSTANCE = Pattern.compile("ct:[A-Za-z0-9_-]{43}");

    private static final ObjectMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build());

    public StepsText {
        steps = List.copyOf(steps);
    }

    /** The oldest of the steps, as many as fit one frame. */
    public static Body write(List<StepView> steps) {
        try {
            int room = MOST_BYTES - FRAME_BYTES;
            var array = JSON.createArrayNode();
            for (var step : steps) {
                var object = write(step);
                room -= JSON.writeValueAsBytes(object).length + 1;
                if (room < 0) {
                    break;
                }
                array.add(object);
            }
            var answer = JSON.createObjectNode().put("left", steps.size() - array.size());
            answer.set("steps", array);
            return Body.of(ContentType.JSON, JSON.writeValueAsBytes(answer));
        } catch (IOException e) {
            throw new IllegalStateException("a tree of strings and numbers can always be written", e);
        }
    }

    private static ObjectNode write(StepView step) {
        var object = JSON.createObjectNode()
                .put("kind", step.kind().name().toLowerCase(Locale.ROOT))
                .put("span", hex(step.span()));
        if (step.parent() != 0) {
            object.put("parent", hex(step.parent()));
        }
        object.put("action", step.action());
        if (!step.receiver().isEmpty()) {
            object.put("receiver", step.receiver());
        }
        object.put("peer", step.peer()).put("at", step.at());
        if (step.took() >= 0) {
            object.put("took", step.took()).put("outcome", step.outcome());
        }
        return object;
    }

    /** As spans are written for people, too. */
    public static String hex(long span) {
        return HexFormat.of().toHexDigits(span);
    }

    /**
     * Reads what a peer sent.
     *
     * @throws CoattailException PROTOCOL if it is anything but such an answer
     */
    public static StepsText read(Id16 trace, Body body) {
        try {
            var tree = JSON.readTree(body.toByteArray());
            var array = tree == null ? null : tree.path("steps");
            if (array == null || !array.isArray() || !tree.path("left").canConvertToInt()) {
                throw malformed();
            }
            var steps = new ArrayList<StepView>(array.size());
            for (var node : array) {
                steps.add(read(trace, node));
            }
            return new StepsText(steps, Math.max(0, tree.path("left").intValue()));
        } catch (IOException e) {
            throw malformed();
        }
    }

    private static StepView read(Id16 trace, JsonNode node) {
        var action = node.path("action").asText("");
        var receiver = node.path("receiver").asText("");
        var outcome = node.path("outcome").asText("");
        if (!Names.isName(action)
                || !(receiver.isEmpty() || Names.isName(receiver))
                || !OUTCOME.matcher(outcome).matches()) {
            throw malformed();
        }
        long at = node.path("at").asLong(-1);
        long took = node.path("took").asLong(-1);
        if (at < 0 || at > MOST_MILLIS || took > MOST_MILLIS) {
            throw malformed();
        }
        var parent = node.path("parent");
        return new StepView(
                kind(node.path("kind").asText("")),
                trace,
                span(node.path("span").asText("")),
                parent.isMissingNode() ? 0 : span(parent.asText("")),
                action,
                receiver,
                matching(INSTANCE, node.path("peer").asText("")),
                at,
                Math.max(-1, took),
                outcome);
    }

    private static Step.Kind kind(String word) {
        for (var kind : Step.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw malformed();
    }

    private static long span(String text) {
        return HexFormat.fromHexDigitsToLong(matching(SPAN, text));
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw malformed();
        }
        return text;
    }

    private static CoattailException malformed() {
        return new CoattailException(ErrorCode.PROTOCOL, "the peer's answer is malformed");
    }
}
