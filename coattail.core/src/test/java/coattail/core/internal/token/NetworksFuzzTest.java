// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.BoundedFuzzing;

/**
 * Networks and bearers of strangers, see docs/security.md, "Fuzzing". A second reader says what a network is: whole
 * numbers and their division instead of bytes and bits.
 */
class NetworksFuzzTest {
    private static final int MAPPED = 96;
    private static final BigInteger MAPPED_PREFIX = BigInteger.valueOf(0xFFFF);

    /** What a text means: the number that all addresses share once what is beyond the length is divided away. */
    private record Meaning(int bits, int length, BigInteger prefix) {

        private static Optional<Meaning> of(String entry) {
            String[] parts = entry.split("/", -1);
            boolean right = parts.length == 3 || parts.length == 4;
            if (!right || !parts[1].isEmpty() || !(parts[0].equals("ipv4:") || parts[0].equals("ipv6:"))) {
                return Optional.empty();
            }
            boolean four = parts[0].equals("ipv4:");
            int bits = four ? 32 : 128;
            Optional<BigInteger> address = four ? four(parts[2]) : six(parts[2]);
            if (address.isEmpty() || (parts.length == 4 && !parts[3].matches("0|[1-9]\\d{0,2}"))) {
                return Optional.empty();
            }
            int length = parts.length == 4 ? Integer.parseInt(parts[3]) : bits;
            if (length > bits) {
                return Optional.empty();
            }
            BigInteger value = address.get();
            if (!four && length >= MAPPED && value.shiftRight(32).equals(MAPPED_PREFIX)) {
                bits = 32;
                length -= MAPPED;
                value = value.subtract(MAPPED_PREFIX.shiftLeft(32));
            }
            BigInteger[] division = value.divideAndRemainder(BigInteger.TWO.pow(bits - length));
            return division[1].signum() == 0 ? Optional.of(new Meaning(bits, length, division[0])) : Optional.empty();
        }

        private static Optional<BigInteger> four(String text) {
            String[] octets = text.split("\\.", -1);
            BigInteger value = BigInteger.ZERO;
            for (String octet : octets) {
                if (!octet.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(octet) > 255) {
                    return Optional.empty();
                }
                value = value.multiply(BigInteger.valueOf(256)).add(new BigInteger(octet));
            }
            return octets.length == 4 ? Optional.of(value) : Optional.empty();
        }

        /** The JDK's reader, which makes 4 bytes of a mapped address, and takes any number of zeros before a number. */
        private static Optional<BigInteger> six(String text) {
            if (!text.contains(":") || text.length() > 45 || !text.matches("[0-9a-fA-F:.]+")) {
                return Optional.empty();
            }
            try {
                byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
                BigInteger value = new BigInteger(1, bytes);
                return Optional.of(bytes.length == 4 ? value.add(MAPPED_PREFIX.shiftLeft(32)) : value);
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }

        private boolean contains(byte[] candidate) {
            BigInteger value = new BigInteger(1, candidate);
            int size = candidate.length * 8;
            if (size == 128 && value.shiftRight(32).equals(MAPPED_PREFIX)) {
                size = 32;
                value = value.subtract(MAPPED_PREFIX.shiftLeft(32));
            }
            return size == bits
                    && value.divide(BigInteger.TWO.pow(bits - length)).equals(prefix);
        }

        /** Addresses at its borders, one before and one behind it among them. */
        private List<byte[]> borders() {
            BigInteger first = prefix.multiply(BigInteger.TWO.pow(bits - length));
            BigInteger end = first.add(BigInteger.TWO.pow(bits - length));
            var borders = new ArrayList<byte[]>();
            for (BigInteger each : List.of(first.subtract(BigInteger.ONE), first, end.subtract(BigInteger.ONE), end)) {
                if (each.signum() >= 0 && each.bitLength() <= bits) {
                    byte[] bytes = each.toByteArray();
                    byte[] address = new byte[bits / 8];
                    int count = Math.min(bytes.length, address.length);
                    System.arraycopy(bytes, bytes.length - count, address, address.length - count, count);
                    borders.add(address);
                }
            }
            return borders;
        }
    }

    /** A text, a line feed, and the bytes of an address, 4 or 16 and whatever is missing of them 0. */
    @FuzzTest
    void networks(byte[] input) throws UnknownHostException {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String text = new String(input, 0, end, ISO_8859_1);
        Optional<Meaning> meaning = Meaning.of(text);
        Network network;
        try {
            network = Network.parse(text);
        } catch (IllegalArgumentException e) {
            TokensFuzzTest.assertOneLine(e.getMessage());
            assertEquals(Optional.empty(), meaning, () -> text + ": " + e.getMessage());
            return;
        }
        assertTrue(meaning.isPresent(), () -> text + " is no network");
        assertEquals(network, Network.parse(network.toString()));
        assertEquals(meaning, Meaning.of(network.toString()));
        List<byte[]> candidates = meaning.get().borders();
        byte[] rest = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        candidates.add(Arrays.copyOf(rest, 4));
        candidates.add(Arrays.copyOf(rest, 16));
        for (byte[] candidate : candidates) {
            InetAddress address = candidate.length == 4
                    ? InetAddress.getByAddress(candidate)
                    : Inet6Address.getByAddress("", candidate, -1);
            assertEquals(meaning.get().contains(candidate), network.contains(address), () -> text + " and " + address);
        }
    }

    /** Entries of a claim, one a line. */
    @FuzzTest
    void bearers(byte[] input) {
        List<String> entries = List.of(new String(input, ISO_8859_1).split("\n", -1));
        Bearers bearers;
        try {
            bearers = Bearers.fromClaim(entries);
        } catch (IllegalArgumentException e) {
            TokensFuzzTest.assertOneLine(e.getMessage());
            return;
        }
        assertEquals(bearers, Bearers.fromClaim(bearers.entries()));
        assertTrue(bearers.entries().size() <= 64, "more than 64 bearers");
        assertEquals(entries.contains("*"), bearers.anyone());
        List<Optional<Meaning>> networks = entries.stream()
                .filter(entry -> entry.startsWith("ip"))
                .map(Meaning::of)
                .distinct()
                .toList();
        assertEquals(
                networks,
                bearers.networks().stream()
                        .map(network -> Meaning.of(network.toString()))
                        .toList());
        byte[] none = new byte[16];
        boolean admitted = networks.isEmpty()
                || networks.stream().anyMatch(network -> network.orElseThrow().contains(none));
        try {
            assertEquals(admitted, bearers.admits(InetAddress.getByAddress(none)));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void networksMutated() {
        BoundedFuzzing.run(NetworksFuzzTest.class, "networks", 15_000, this::networks);
    }

    @Test
    void bearersMutated() {
        BoundedFuzzing.run(NetworksFuzzTest.class, "bearers", 5_000, this::bearers);
    }
}
