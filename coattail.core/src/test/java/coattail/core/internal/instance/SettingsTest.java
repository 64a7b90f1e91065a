// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import coattail.core.spi.AdmissionLimits;

class SettingsTest {
    private static final Path HOME = Path.of("/var/lib/coattail");

    private static Settings settings(String name, Path directory, int port, int maxStreams, int hopLimit) {
        return new Settings(
                name,
                directory,
                true,
                "",
                port,
                "",
                AdmissionLimits.DEFAULT,
                maxStreams,
                1 << 20,
                hopLimit,
                10_000,
                1_000);
    }

    @Test
    void takesWhatIsInRange() {
        assertEquals(0, settings("", HOME, 0, 1, 1).port());
        assertEquals(65_535, settings("a name", HOME, 65_535, 65_535, 32).port());
    }

    @Test
    void saysInOneLineWhatIsOutOfRange() {
        assertEquals(
                "coattail.listener: port is from 0 to 65535, not 65536",
                assertThrows(IllegalArgumentException.class, () -> settings("", HOME, 65_536, 1, 8))
                        .getMessage());
        assertEquals(
                "coattail.publication: hop.limit is from 1 to 32, not 33",
                assertThrows(IllegalArgumentException.class, () -> settings("", HOME, 1, 1, 33))
                        .getMessage());
        var tooSmall = assertThrows(
                IllegalArgumentException.class,
                () -> new Settings("", HOME, true, "", 1, "", AdmissionLimits.DEFAULT, 1, 4_095, 8, 1, 1));
        assertEquals("coattail.security: max.message is from 4096 to 1073741824, not 4095", tooSmall.getMessage());
        assertThrows(IllegalArgumentException.class, () -> settings("", HOME, 1, 0, 8));
        assertThrows(IllegalArgumentException.class, () -> settings("a\u001bb", HOME, 1, 1, 8));
        assertThrows(IllegalArgumentException.class, () -> settings("", Path.of("here"), 1, 1, 8));
    }
}
