// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.shell.internal.grammar.UsageException;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "-5", "1.10", "\"a\"", " [1, {\"a\": null}]\n", "1e400"})
    void takesJson(String text) throws UsageException {
        Json.check(text);
        assertEquals(
                text.strip().replaceAll("\\s", ""), Json.read(text).toString().replace("1E+400", "1e400"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "{\"a\":1,\"a\":2}", "1 2", "Ada", "{name: 1}", "'a'", "[1,]", "NaN"})
    void refusesWhatIsNone(String text) {
        assertThrows(UsageException.class, () -> Json.check(text));
    }

    @Test
    void saysWhereItIsWrong() {
        var message = assertThrows(UsageException.class, () -> Json.check("{\n \"a\": x}"))
                .getMessage();
        assertTrue(message.startsWith("this isn't JSON (line 2, column 7): "), message);
        assertTrue(message.endsWith("an object is written '{\"name\": \"Ada\"}', a text '\"Ada\"'"), message);
    }

    @Test
    void printsSafelyAndMeansTheSame() {
        var text = "{\"a\":\"\u202e\u009b\\u001b é\"}";
        var printed = Json.print(Json.read(text));
        assertEquals("{\n  \"a\" : \"\\u202e\\u009b\\u001B é\"\n}", printed);
        assertEquals(Json.read(text), Json.read(printed));
    }
}
