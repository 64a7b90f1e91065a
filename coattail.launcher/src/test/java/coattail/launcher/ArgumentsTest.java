// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static Arguments of(String... words) {
        return new Arguments(List.of(words), Set.of("--name", "--port"), Set.of("--samples"));
    }

    private static String refusal(String... words) {
        Failure failure = assertThrows(Failure.class, () -> of(words));
        assertEquals(Failure.USAGE, failure.exitCode());
        return failure.getMessage();
    }

    @Test
    void optionsStandAnywhere() {
        Arguments arguments = of("--samples", "plant", "--name", "Plant 1", "--port=50001");
        assertTrue(arguments.has("--samples"));
        assertEquals("Plant 1", arguments.value("--name", ""));
        assertEquals("50001", arguments.value("--port", ""));
        assertEquals(List.of("plant"), arguments.operands(1, Manual.NEW));
    }

    @Test
    void afterTwoDashesNothingIsAnOption() {
        Arguments arguments = of("--", "--samples");
        assertFalse(arguments.has("--samples"));
        assertEquals(List.of("--samples"), arguments.operands(1, Manual.NEW));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertTrue(refusal("--nmae", "x").contains("--nmae"));
        assertEquals("--name needs a value", refusal("--name"));
        assertEquals("--samples takes no value", refusal("--samples=yes"));
        assertEquals("--name stands there twice", refusal("--name", "a", "--name", "b"));
    }

    @Test
    void theNumberOfOperandsIsPartOfTheUsage() {
        Failure failure = assertThrows(Failure.class, () -> of("a", "b").operands(1, Manual.NEW));
        assertEquals(Failure.USAGE, failure.exitCode());
        assertEquals("usage: " + Manual.NEW.line(), failure.getMessage());
    }
}
