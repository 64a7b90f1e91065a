// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.Body;

class ActionInfosTest {
    private static Body json(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatItWrites() {
        var action = new ActionInfo(
                "greet", "Greets", true, false, true, Optional.of("{\"type\":\"string\"}"), Optional.empty());
        assertEquals(List.of(action), ActionInfos.read(ActionInfos.write(List.of(action))));
        assertEquals(action, ActionInfos.readOne(ActionInfos.write(List.of(action)), "greet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{}", "7", "[7]", "[{}]", "[{\"name\":7}]", "[{\"name\":\"../etc\"}]", "[", "[[[]]]"})
    void refusesAnythingElse(String text) {
        var refused = assertThrows(CoattailException.class, () -> ActionInfos.read(json(text)));
        assertEquals(ErrorCode.PROTOCOL, refused.code());
    }

    @Test
    void refusesADepthThatNoSchemaHas() {
        var deep = "[{\"name\":\"a\",\"input\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}]";
        assertThrows(CoattailException.class, () -> ActionInfos.read(json(deep)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"name\":\"another\"}]"})
    void refusesAnotherActionThanWasAskedFor(String text) {
        var refused = assertThrows(CoattailException.class, () -> ActionInfos.readOne(json(text), "greet"));
        assertEquals(ErrorCode.PROTOCOL, refused.code());
    }
}
