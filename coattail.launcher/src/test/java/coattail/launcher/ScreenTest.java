// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void whatIsNoTerminalHasNeitherWidthNorColours() {
        assertEquals(new Screen(false, 0, false), Screen.of(Map.of("TERM", "xterm", "COLUMNS", "80")));
    }

    @Test
    void aTerminalHasColoursUnlessItsUserWantsNone() {
        assertEquals(new Screen(true, 80, true), Screen.of(Map.of("COATTAIL_COLUMNS", "80", "TERM", "xterm")));
        assertEquals(
                new Screen(true, 80, true),
                Screen.of(Map.of("COATTAIL_COLUMNS", "80", "TERM", "xterm", "NO_COLOR", "")));
        assertEquals(
                new Screen(true, 80, false),
                Screen.of(Map.of("COATTAIL_COLUMNS", "80", "TERM", "xterm", "NO_COLOR", "1")));
        assertEquals(new Screen(true, 80, false), Screen.of(Map.of("COATTAIL_COLUMNS", "80", "TERM", "dumb")));
        assertEquals(new Screen(true, 80, false), Screen.of(Map.of("COATTAIL_COLUMNS", "80")));
    }
}
