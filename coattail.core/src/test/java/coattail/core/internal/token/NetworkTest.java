// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "ipv4://192.168.0.0/24, 192.168.0.0, true",
        "ipv4://192.168.0.0/24, 192.168.0.255, true",
        "ipv4://192.168.0.0/24, 192.168.1.0, false",
        "ipv4://192.168.0.128/25, 192.168.0.127, false",
        "ipv4://192.168.0.128/25, 192.168.0.128, true",
        "ipv4://128.0.0.0/1, 128.0.0.1, true",
        "ipv4://128.0.0.0/1, 127.255.255.255, false",
        "ipv4://10.0.0.5, 10.0.0.5, true",
        "ipv4://10.0.0.5/32, 10.0.0.4, false",
        "ipv4://0.0.0.0/0, 203.0.113.9, true",
        "ipv4://0.0.0.0/0, ::1, false",
        "ipv6://::/0, 203.0.113.9, false",
        "ipv6://::/0, 2001:db8::1, true",
        "ipv6://2001:db8::/32, 2001:db8:ffff::1, true",
        "ipv6://2001:db8::/32, 2001:db9::, false",
        "ipv6://2001:db8::8000:0/97, 2001:db8::8000:1, true",
        "ipv6://2001:db8::8000:0/97, 2001:db8::7fff:1, false",
        "ipv6://::1, ::1, true",
        "ipv6://::1/128, ::2, false",
        "ipv6://::ffff:192.168.0.0/120, 192.168.0.7, true",
        "ipv6://::ffff:192.168.0.0/120, 192.168.1.7, false",
        "ipv6://::ffff:c0a8:7, 192.168.0.7, true",
        "ipv6://::ffff:0:0/96, 8.8.8.8, true",
    })
    void anAddressLiesInTheNetworkOrNot(String network, String address, boolean expected) throws Exception {
        assertEquals(expected, Network.parse(network).contains(InetAddress.getByName(address)));
    }

    /** The JDK makes an Inet4Address of such bytes; an address that comes as 16 bytes all the same counts so too. */
    @Test
    void anIpv4AddressMappedIntoIpv6CountsAsIpv4() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        mapped[15] = 5;
        InetAddress source = Inet6Address.getByAddress("", mapped, -1);

        assertEquals(16, source.getAddress().length);
        assertTrue(Network.parse("ipv4://10.0.0.5").contains(source));
        assertFalse(Network.parse("ipv6://::/0").contains(source));
    }

    @ParameterizedTest
    @CsvSource({
        "ipv4://10.0.0.5, ipv4://10.0.0.5/32",
        "ipv4://10.0.0.0/8, ipv4://10.0.0.0/8",
        "ipv6://2001:DB8::/32, ipv6://2001:db8:0:0:0:0:0:0/32",
        "ipv6://::ffff:10.0.0.0/104, ipv4://10.0.0.0/8",
    })
    void aNetworkIsWrittenInOneWay(String text, String canonical) {
        assertEquals(canonical, Network.parse(text).toString());
        assertEquals(Network.parse(text), Network.parse(canonical));
        assertEquals(Network.parse(text).hashCode(), Network.parse(canonical).hashCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipv4://192.168.0.1/24",
                "ipv4://1.0.0.0/0",
                "ipv6://2001:db8::1/32",
                "ipv6://::ffff:192.168.0.1/120",
                "ipv6://::ffff:0:0/90",
            })
    void bitsSetBeyondTheLengthAreRefused(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
        assertTrue(refusal.getMessage().contains("has bits set beyond its length"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/8",
                "http://10.0.0.0/8",
                "ipv4://",
                "ipv4://10.0.0.0/",
                "ipv4://10.0.0.0/33",
                "ipv4://10.0.0.0/-1",
                "ipv4://10.0.0.0/08",
                "ipv4://10.0.0.0/8/8",
                "ipv4://10.0.0/8",
                "ipv4://10.0.0.0.0/8",
                "ipv4://10.0.0.256",
                "ipv4://010.0.0.0/8",
                "ipv4://0x0a.0.0.0/8",
                "ipv4://10.0.0.0 /8",
                "ipv4://localhost",
                "ipv4://2001:db8::/32",
                "ipv6://10.0.0.0/8",
                "ipv6://abc",
                "ipv6://localhost",
                "ipv6://2001:db8::/129",
                "ipv6://2001:db8:::/32",
                "ipv6://fe80::1%eth0",
                "ipv6://[::1]",
                "ipv6://1:2:3:4:5:6:7:8:9",
                "IPV4://10.0.0.0/8",
            })
    void anythingElseIsNotANetwork(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
        assertTrue(refusal.getMessage().contains("isn't a network"), refusal.getMessage());
    }
}
