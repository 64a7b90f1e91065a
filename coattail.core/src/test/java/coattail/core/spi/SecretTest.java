// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class SecretTest {
    private static final Secret SECRET = new Secret("open sesame");

    @Test
    void itPrintsStarsWhateverItIsIn() {
        assertEquals("***", SECRET.toString());
        assertEquals("the secret ***", "the secret " + SECRET);
        assertEquals("***", String.format("%s", SECRET));
        assertEquals("Optional[***]", Optional.of(SECRET).toString());
        assertEquals("{token=***}", Map.of("token", SECRET).toString());
        var held = new HeldToken(SECRET, "plant.example", 49_365, true).toString();
        assertFalse(held.contains("sesame"), held);
    }

    @Test
    void itIsItsText() {
        assertEquals("open sesame", SECRET.reveal());
        assertEquals(new Secret("open sesame"), SECRET);
        assertNotEquals(new Secret("sesame"), SECRET);
        assertEquals(new Secret("open sesame").hashCode(), SECRET.hashCode());
    }
}
