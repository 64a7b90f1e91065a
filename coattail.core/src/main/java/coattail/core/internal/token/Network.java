// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network from which a token may be used, written {@code ipv4://192.168.0.0/24} or {@code ipv6://2001:db8::/32};
 * without a length it is one address. A literal, compared as bytes: nothing is ever resolved. An IPv4 address mapped
 * into IPv6 (RFC 4291, 2.5.5.2) counts as the IPv4 address. Immutable.
 */
public final class Network {
    static final String IPV4 = "ipv4://";
    static final String IPV6 = "ipv6://";

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_BYTES = 12;

    private final byte[] address;
    private final int length;

    private Network(byte[] address, int length) {
        this.address = address;
        this.length = length;
    }

    static boolean isNetwork(String entry) {
        return entry.startsWith(IPV4) || entry.startsWith(IPV6);
    }

    /**
     * Reads a network.
     *
     * @throws IllegalArgumentException if it isn't one, or has bits set beyond its length
     */
    public static Network parse(String entry) {
        boolean four = entry.startsWith(IPV4);
        if (!four && !entry.startsWith(IPV6)) {
            throw malformed(entry);
        }
        String rest = entry.substring(IPV4.length());
        int slash = rest.indexOf('/');
        String literal = slash < 0 ? rest : rest.substring(0, slash);
        byte[] address = (four ? parseIpv4(literal) : parseIpv6(literal)).orElseThrow(() -> malformed(entry));
        int most = address.length * Byte.SIZE;
        int length =
                slash < 0 ? most : parseNumber(rest.substring(slash + 1), most).orElseThrow(() -> malformed(entry));
        if (address.length == IPV6_BYTES && isMapped(address) && length >= MAPPED_BYTES * Byte.SIZE) {
            address = unmap(address);
            length -= MAPPED_BYTES * Byte.SIZE;
        }
        for (int bit = length; bit < address.length * Byte.SIZE; bit++) {
            if ((address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
                throw new IllegalArgumentException(Printable.quote(entry) + " has bits set beyond its length;"
                        + " write the network's first address, or leave the length away for one address");
            }
        }
        return new Network(address, length);
    }

    /** The network of one address alone. */
    public static Network of(InetAddress only) {
        byte[] bytes = only.getAddress();
        byte[] address = bytes.length == IPV6_BYTES && isMapped(bytes) ? unmap(bytes) : bytes;
        return new Network(address, address.length * Byte.SIZE);
    }

    /** Whether an address lies in the network. */
    public boolean contains(InetAddress candidate) {
        byte[] bytes = candidate.getAddress();
        if (bytes.length == IPV6_BYTES && isMapped(bytes)) {
            bytes = unmap(bytes);
        }
        if (bytes.length != address.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        int rest = length % Byte.SIZE;
        return Arrays.equals(bytes, 0, whole, address, 0, whole)
                && (rest == 0 || (bytes[whole] ^ address[whole]) >> (Byte.SIZE - rest) == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && network.length == length && Arrays.equals(network.address, address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + length;
    }

    /** The network as it is written in a token, with its length. */
    @Override
    public String toString() {
        try {
            return (address.length == IPV4_BYTES ? IPV4 : IPV6)
                    + InetAddress.getByAddress(address).getHostAddress() + "/" + length;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static Optional<byte[]> parseIpv4(String literal) {
        String[] parts = literal.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return Optional.empty();
        }
        byte[] address = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            OptionalInt part = parseNumber(parts[i], 255);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            address[i] = (byte) part.getAsInt();
        }
        return Optional.of(address);
    }

    private static Optional<byte[]> parseIpv6(String literal) {
        // With a colon, hexadecimal digits and brackets around it, the JDK takes it as an address and never as a name.
        if (literal.indexOf(':') < 0 || !literal.matches("[0-9A-Fa-f:.]{2,45}")) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName("[" + literal + "]").getAddress();
            return Optional.of(address.length == IPV6_BYTES ? address : map(address));
        } catch (UnknownHostException e) {
            return Optional.empty(); // not an address, which is all there is to say about it
        }
    }

    /** A decimal number without leading zeros, which some read as octal. */
    private static OptionalInt parseNumber(String text, int most) {
        return text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= most
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < MAPPED_BYTES - 2; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[MAPPED_BYTES - 2] == -1 && address[MAPPED_BYTES - 1] == -1;
    }

    private static byte[] unmap(byte[] address) {
        return Arrays.copyOfRange(address, MAPPED_BYTES, IPV6_BYTES);
    }

    private static byte[] map(byte[] four) {
        byte[] address = new byte[IPV6_BYTES];
        address[MAPPED_BYTES - 2] = -1;
        address[MAPPED_BYTES - 1] = -1;
        System.arraycopy(four, 0, address, MAPPED_BYTES, IPV4_BYTES);
        return address;
    }

    private static IllegalArgumentException malformed(String entry) {
        return new IllegalArgumentException(Printable.quote(entry) + " isn't a network, which is an address in"
                + " numbers and a length, such as ipv4://192.168.0.0/24 or ipv6://2001:db8::/32");
    }
}
