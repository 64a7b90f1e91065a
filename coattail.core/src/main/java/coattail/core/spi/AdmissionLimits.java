// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

/**
 * What a listener lets in before TLS. An IPv4 address counts as itself, an IPv6 address as its /64. A quarter of each
 * figure is kept for addresses from which a connection was {@linkplain Connection#trusted() trusted} in the last 24 h.
 *
 * @param openingPerAddress how many connections of one address may be open without being trusted yet, from 1
 * @param opening how many in all, from 1
 * @param perSecondPerAddress how many connections a second of one address are let in, from 1
 * @param perSecond how many in all, from 1
 * @param connections how many connections may be open in all, trusted ones included, from 1
 */
public record AdmissionLimits(
        int openingPerAddress, int opening, int perSecondPerAddress, int perSecond, int connections) {

    /** What holds where nothing else is configured. */
    public static final AdmissionLimits DEFAULT = new AdmissionLimits(16, 256, 20, 100, 10_000);

    public AdmissionLimits {
        requirePositive(openingPerAddress, "openingPerAddress");
        requirePositive(opening, "opening");
        requirePositive(perSecondPerAddress, "perSecondPerAddress");
        requirePositive(perSecond, "perSecond");
        requirePositive(connections, "connections");
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + value);
        }
    }
}
