// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What became of a command.
 *
 * @param command as it was typed
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Outcome(String command, int exitCode, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Standard output of a command that succeeded and had nothing else to say. */
    String succeeded() {
        assertAll(
                toString(),
                () -> assertEquals(0, exitCode, "exit code"),
                () -> assertEquals("", err, "standard error"));
        return out;
    }

    /** The same for a command that answers with a JSON document. */
    JsonNode json() {
        return document(succeeded());
    }

    /** The command failed with one line that has these parts, and left standard output alone. */
    void failed(int code, String... parts) {
        assertAll(
                toString(),
                () -> assertEquals(code, exitCode, "exit code"),
                () -> assertEquals("", out, "standard output"),
                () -> assertTrue(err.matches("coattail: [^\\p{Cntrl}]+\n"), "not one line without control characters"));
        for (var part : parts) {
            assertTrue(err.contains(part), () -> "'" + part + "' is missing in what is said by " + this);
        }
    }

    /** The command failed with a document on standard output, and said nothing else; this is what it says of that. */
    JsonNode failedInJson() {
        return failedWithResult().get("error");
    }

    /** The same, with the result that there is in spite of it. */
    JsonNode failedWithResult() {
        assertAll(
                toString(),
                () -> assertEquals(1, exitCode, "exit code"),
                () -> assertEquals("", err, "standard error"));
        return document(out);
    }

    private static JsonNode document(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    @Override
    public String toString() {
        return "'" + command + "', exit code " + exitCode + "\n--- output\n" + out + "--- errors\n" + err + "---";
    }
}
