// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;

/** What an action answered. */
final class Output {
    private final ContentType contentType;
    private final byte[] bytes;
    private final JsonNode json;
    private final boolean terminal;

    private Output(ContentType contentType, byte[] bytes, JsonNode json, boolean terminal) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.json = json;
        this.terminal = terminal;
    }

    /**
     * @param payload the answer, {@code null} for none
     * @throws CoattailException if the answer isn't what it says it is
     */
    static Output of(Payload payload, Console console) throws IOException {
        if (payload == null || payload.contentType() == ContentType.NONE) {
            return new Output(
                    ContentType.NONE,
                    new byte[0],
                    NullNode.getInstance(),
                    console.face().terminal());
        }
        var bytes = payload.stream().readAllBytes();
        var json =
                switch (payload.contentType()) {
                    case JSON -> json(bytes);
                    case TEXT -> new TextNode(new String(bytes, StandardCharsets.UTF_8));
                    case OPAQUE -> new BinaryNode(bytes);
                    case NONE -> NullNode.getInstance();
                };
        return new Output(payload.contentType(), bytes, json, console.face().terminal());
    }

    /** How JSON calls the kind of the answer. */
    String type() {
        return Values.spelled(contentType);
    }

    /** The answer in JSON: bytes as base64. */
    JsonNode json() {
        return json;
    }

    /** JSON in several lines, text as it is; bytes only into a file or another program. */
    void print(Page page) {
        switch (contentType) {
            case NONE -> page.line("Done; the action answered nothing.");
            case JSON -> page.text(Json.print(json));
            case TEXT -> page.text(json.textValue());
            case OPAQUE -> {
                if (terminal) {
                    page.line(bytes.length + " bytes that aren't text; send them into a file to have them");
                } else {
                    page.bytes(bytes);
                }
            }
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.read(bytes);
        } catch (IOException broken) {
            throw new CoattailException(
                    ErrorCode.PROTOCOL,
                    "the answer says that it is JSON, and isn't; tell the action's author",
                    null,
                    broken);
        }
    }
}
