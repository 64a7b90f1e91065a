// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import coattail.core.internal.identity.Digests;

/**
 * A record as a line: a JSON object in ASCII whose last member is the hash. Hashed is all before that member, the hash
 * of the record before among it, so that {@code sha256sum} can check a line.
 */
final class RecordFormat {
    /** No line is longer than this, its end included: an event's texts are bounded. */
    static final int LONGEST = 65_536;

    private static final String SIG = "\"sig\":\"";
    private static final byte[] HASH = ",\"hash\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);
    private static final int TAIL = HASH.length + 64 + END.length;
    private static final HexFormat HEX = HexFormat.of();

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecordFormat() {}

    /**
     * A record that was read.
     *
     * @param position its number and hash
     * @param previous the hash that it says the one before has
     * @param body what its hash is of
     * @param node all of it
     */
    record Parsed(Position position, String previous, byte[] body, JsonNode node) {
        boolean is(AuditKind kind) {
            return text("kind").equals(kind.word());
        }

        String text(String member) {
            return node.path(member).asText("");
        }

        /** Its signature and what that is of; empty where it has none as its last member but the hash. */
        Optional<Signed> signed() {
            var text = new String(body, US_ASCII);
            int at = text.lastIndexOf("," + SIG);
            return at < 0 || !text.endsWith("\"")
                    ? Optional.empty()
                    : Optional.of(new Signed(
                            Arrays.copyOf(body, at), text.substring(at + 1 + SIG.length(), text.length() - 1)));
        }

        boolean follows(Position before) {
            return position.number() == before.number() + 1 && previous.equals(before.hash());
        }
    }

    /**
     * What a checkpoint signs.
     *
     * @param bytes of the record, up to the signature
     * @param signature in base64url
     */
    record Signed(byte[] bytes, String signature) {}

    /**
     * A record that is to be written.
     *
     * @param position its number and hash
     * @param line with its end
     */
    record Rendered(Position position, byte[] line) {}

    static Rendered render(AuditEvent event, Instant at, Position before) {
        return finish(before, body(event, at, before));
    }

    /** A checkpoint: what is signed is all before the signature. */
    static Rendered render(AuditEvent event, Instant at, Position before, Checkpoints checkpoints) {
        byte[] body = body(event, at, before);
        byte[] member = ("," + SIG + checkpoints.sign(body) + "\"").getBytes(US_ASCII);
        byte[] signed = Arrays.copyOf(body, body.length + member.length);
        System.arraycopy(member, 0, signed, body.length, member.length);
        return finish(before, signed);
    }

    private static byte[] body(AuditEvent event, Instant at, Position before) {
        var out = new ByteArrayOutputStream(512);
        try (var json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("n", before.number() + 1);
            json.writeStringField("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("kind", event.kind().word());
            json.writeStringField("outcome", event.outcome().word());
            json.writeStringField("who", event.who());
            write(json, "peer", event.peer());
            write(json, "token", event.token());
            write(json, "from", event.from());
            write(json, "why", event.why());
            if (!event.about().isEmpty()) {
                json.writeObjectFieldStart("about");
                for (var each : event.about().entrySet()) {
                    json.writeStringField(each.getKey(), each.getValue());
                }
                json.writeEndObject();
            }
            json.writeStringField("prev", before.hash());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory doesn't fail", e);
        }
        byte[] object = out.toByteArray();
        return Arrays.copyOf(object, object.length - 1); // its brace comes behind the hash
    }

    private static Rendered finish(Position before, byte[] body) {
        String hash = hash(body);
        byte[] line = Arrays.copyOf(body, body.length + TAIL + 1);
        System.arraycopy(HASH, 0, line, body.length, HASH.length);
        System.arraycopy(hash.getBytes(US_ASCII), 0, line, body.length + HASH.length, hash.length());
        System.arraycopy(END, 0, line, line.length - 1 - END.length, END.length);
        line[line.length - 1] = '\n';
        return new Rendered(new Position(before.number() + 1, hash), line);
    }

    private static void write(JsonGenerator json, String member, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(member, text);
        }
    }

    /**
     * The record in a line without its end; empty if it is none, or isn't what its own hash says. Any form of it but
     * the written one is none.
     */
    static Optional<Parsed> parse(byte[] line) {
        int end = line.length - TAIL;
        if (end < 1
                || !Arrays.equals(line, end, end + HASH.length, HASH, 0, HASH.length)
                || !Arrays.equals(line, line.length - END.length, line.length, END, 0, END.length)) {
            return Optional.empty();
        }
        String hash = new String(line, end + HASH.length, 64, US_ASCII);
        byte[] body = Arrays.copyOf(line, end);
        if (!hash.equals(hash(body))) {
            return Optional.empty();
        }
        try {
            var node = MAPPER.readTree(line);
            var number = node.path("n");
            var previous = node.path("prev");
            // The hash holds for these bytes; whoever computed it may have put anything in there.
            return number.canConvertToLong() && number.longValue() > 0 && isHash(previous.asText())
                    ? Optional.of(new Parsed(new Position(number.longValue(), hash), previous.asText(), body, node))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no JSON: no record
        }
    }

    private static boolean isHash(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static String hash(byte[] bytes) {
        return HEX.formatHex(Digests.sha256(bytes));
    }
}
