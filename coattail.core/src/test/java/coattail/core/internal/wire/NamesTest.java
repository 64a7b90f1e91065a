// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?");

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "Resize Image", "a.b_c-d", "a.", "a-", "a_", "coattail.info", "a..b"})
    void names(String name) {
        assertTrue(Names.isName(name));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {" ", "a ", " a", ".", "..", "../a", "a/b", "_a", "-", "\u00E9", "a\u00E9", "a\t", "a\r\n", "*"})
    void others(String name) {
        assertFalse(Names.isName(name));
    }

    @Test
    void length() {
        assertTrue(Names.isName("x".repeat(64)));
        assertFalse(Names.isName("x".repeat(65)));
    }

    @Test
    void isThePattern() {
        var random = new Random(42);
        String alphabet = "aZ0 ._-/\u00FC";
        for (int i = 0; i < 20_000; i++) {
            var name = new StringBuilder();
            for (int length = random.nextInt(random.nextInt(68) + 1); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertTrue(Names.isName(name.toString()) == PATTERN.matcher(name).matches(), name.toString());
        }
    }
}
