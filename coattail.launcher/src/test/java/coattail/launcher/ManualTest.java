// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ManualTest {
    @Test
    void fitsTheTerminal() {
        for (Manual manual : Manual.all()) {
            var wide =
                    manual.text(80).lines().filter(line -> line.length() > 80).toList();
            assertEquals(List.of(), wide);
            assertEquals(manual.text(0).replaceAll("\\s+", " "), manual.text(80).replaceAll("\\s+", " "));
        }
    }

    @Test
    void namesEveryOptionAndShowsAnExample() {
        for (Manual manual : Manual.all()) {
            assertTrue(
                    manual.options().stream().anyMatch(option -> option.text().equals("--json")), manual.command());
            assertTrue(
                    manual.examples().stream()
                            .allMatch(example -> example.text().startsWith("coattail ")),
                    manual.command());
            assertTrue(!manual.examples().isEmpty(), manual.command());
        }
    }

    @Test
    void breaksLinesBetweenOptions() {
        assertEquals(
                List.of(
                        "coattail new DIR [--name NAME] [--port PORT] [--bind ADDRESS] [--advertise HOST]",
                        "    [--samples]"),
                Manual.NEW.text(80).lines().limit(2).toList());
    }
}
