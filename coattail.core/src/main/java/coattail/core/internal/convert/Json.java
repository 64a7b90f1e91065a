// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.CharBuffer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/** The syntax of JSON (RFC 8259), within bounds. */
final class Json {
    /** How deep arrays and objects may be nested. */
    static final int DEEPEST = 32;
    /** How many characters a number may have, and how many places its decimal point may be away. */
    static final int LONGEST_NUMBER = 400;

    private static final int LONGEST_NAME = 4_096;
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;

    /**
     * Depth and numbers are bounded by {@link JsonIn} and {@link JsonOut}, who say where; here they are a second line.
     */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // No table of names that peers have sent: it would keep what one peer chose for all to pay.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .maxNumberLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .build())
            // Buffers by thread would be lost with each virtual thread.
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    private Json() {}

    static JsonParser parser(CharBuffer text) throws IOException {
        return FACTORY.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }
}
