// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import coattail.api.Payload;

class CodecSchemaTest {
    private static final String HEAD = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"";

    enum Colour {
        RED,
        GREEN
    }

    record Guest(String name, Optional<Integer> age, Instant since, byte[] photo) {}

    record Lists(
            List<Double> numbers,
            Set<Colour> colours,
            Map<Colour, Boolean> flags,
            Map<String, Object> rest,
            Object any) {}

    record Node(String value, List<Node> children) {}

    record Pair(Node left, Node right) {}

    public static final class Bean {
        private long count;

        public long getCount() {
            return count;
        }

        public void setCount(long count) {
            this.count = count;
        }

        public boolean isEmpty() {
            return count == 0;
        }
    }

    @Test
    void aRecordRequiresWhatIsNotOptional() {
        assertEquals(
                HEAD + ",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
                        + "\"age\":{\"anyOf\":[{\"type\":\"integer\",\"minimum\":-2147483648,\"maximum\":2147483647},"
                        + "{\"type\":\"null\"}]},"
                        + "\"since\":{\"type\":\"string\",\"format\":\"date-time\"},"
                        + "\"photo\":{\"type\":\"string\",\"contentEncoding\":\"base64\"}},"
                        + "\"required\":[\"name\",\"since\",\"photo\"]}",
                Codec.of(Guest.class).schema());
    }

    @Test
    void containersSayWhatTheyContain() {
        assertEquals(
                HEAD + ",\"type\":\"object\",\"properties\":{\"numbers\":{\"type\":\"array\",\"items\":{\"type\":"
                        + "\"number\"}},"
                        + "\"colours\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"RED\","
                        + "\"GREEN\"]},"
                        + "\"uniqueItems\":true},"
                        + "\"flags\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"boolean\"},"
                        + "\"propertyNames\":{\"type\":\"string\",\"enum\":[\"RED\",\"GREEN\"]}},"
                        + "\"rest\":{\"type\":\"object\",\"additionalProperties\":{}},\"any\":{}},"
                        + "\"required\":[\"numbers\",\"colours\",\"flags\",\"rest\",\"any\"]}",
                Codec.of(Lists.class).schema());
    }

    @Test
    void aTypeWithinItselfIsReferredTo() {
        String node = "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"string\"},"
                + "\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/Node\"}}},\"required\":"
                + "[\"value\",\"children\"]}";
        assertEquals(
                HEAD + ",\"$ref\":\"#/$defs/Node\",\"$defs\":{\"Node\":" + "" + node + "}}",
                Codec.of(Node.class).schema());
        assertEquals(
                HEAD + ",\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#/$defs/Node\"},"
                        + "\"right\":{\"$ref\":\"#/$defs/Node\"}},\"required\":[\"left\",\"right\"],"
                        + "\"$defs\":{\"Node\":" + node + "}}",
                Codec.of(Pair.class).schema());
    }

    @Test
    void aBeanRequiresNothing() {
        assertEquals(
                HEAD + ",\"type\":\"object\",\"properties\":{"
                        + "\"count\":{\"type\":\"integer\",\"minimum\":-9223372036854775808,\"maximum\":"
                        + "9223372036854775807},"
                        + "\"empty\":{\"type\":\"boolean\",\"readOnly\":true}}}",
                Codec.of(Bean.class).schema());
    }

    @Test
    void whatIsNotJsonSaysSo() {
        assertEquals(HEAD + "}", Codec.of(Object.class).schema());
        assertEquals(
                HEAD + ",\"description\":\"any body, as it is\"}",
                Codec.of(Payload.class).schema());
        assertEquals(
                HEAD + ",\"description\":\"no body\",\"type\":\"null\"}",
                Codec.of(Void.class).schema());
    }
}
