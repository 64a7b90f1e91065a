// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "north, north:7",
        "north:49365, north:49365",
        "10.0.0.1, 10.0.0.1:7",
        "10.0.0.1:1, 10.0.0.1:1",
        "2001:db8::1, [2001:db8::1]:7",
        "[2001:db8::1], [2001:db8::1]:7",
        "[2001:db8::1]:9, [2001:db8::1]:9"
    })
    void readsHostAndPort(String text, String expected) {
        assertEquals(expected, Addresses.parse(text, 7).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "north:", "north:0", "north:65536", "north:1:2:x", "a b", "http://north", "[::1", ":7"})
    void refusesAnythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> Addresses.parse(text, 7));
    }

    @Test
    void findsAnAddressOfThisHost() throws Exception {
        var own = Addresses.own();
        assertTrue(InetAddress.getAllByName(own).length > 0);
        assertTrue(own.matches("[A-Za-z0-9_.:-]{1,253}"), "no host that a token takes: " + own);
    }
}
