// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Who may use a token, besides the key that it is bound to: the claim {@code validBearers}. Immutable.
 *
 * @param anyone whether it binds to no key, so that whoever has it may use it; the entry {@code *}
 * @param networks from where it may be used; none: from anywhere
 * @param validationTokens ids of validation tokens: where there are any, only their keys may use it. One that was
 *     removed, has expired or was never added matches nobody
 */
public record Bearers(boolean anyone, List<Network> networks, List<String> validationTokens) {
    /** The first key that uses it, from anywhere. */
    public static final Bearers FIRST_KEY = new Bearers(false, List.of(), List.of());

    /** How an entry for a validation token begins. */
    public static final String VALIDATION = "vt://";

    private static final String ANYONE = "*";
    private static final int MOST = 64;

    public Bearers {
        networks = List.copyOf(new LinkedHashSet<>(networks));
        validationTokens = List.copyOf(new LinkedHashSet<>(validationTokens));
        if (networks.size() + validationTokens.size() + (anyone ? 1 : 0) > MOST) {
            throw new IllegalArgumentException("a token takes at most " + MOST + " bearers");
        }
        if (anyone && !validationTokens.isEmpty()) {
            throw new IllegalArgumentException("a token for anyone has no validation tokens among its bearers");
        }
    }

    /**
     * Reads entries as an operator writes them: networks and validation tokens. That a token is for anyone has to be
     * said apart.
     *
     * @throws IllegalArgumentException if one isn't an entry
     */
    public static Bearers of(Collection<String> entries, boolean anyone) {
        var networks = new ArrayList<Network>();
        var validationTokens = new ArrayList<String>();
        for (String entry : entries) {
            if (Network.isNetwork(entry)) {
                networks.add(Network.parse(entry));
            } else if (isValidationToken(entry) && TokenId.isValid(entry.substring(VALIDATION.length()))) {
                validationTokens.add(entry.substring(VALIDATION.length()));
            } else {
                throw new IllegalArgumentException(Printable.quote(entry) + " isn't a bearer, which is a network,"
                        + " written ipv4://ADDRESS/LENGTH or ipv6://ADDRESS/LENGTH, or a validation token,"
                        + " written vt://ID");
            }
        }
        return new Bearers(anyone, networks, validationTokens);
    }

    /** Whether an entry is one for a validation token, well-formed or not. */
    public static boolean isValidationToken(String entry) {
        return entry.startsWith(VALIDATION);
    }

    /** Reads the claim. */
    static Bearers fromClaim(List<String> entries) {
        boolean anyone = entries.contains(ANYONE);
        return of(entries.stream().filter(entry -> !entry.equals(ANYONE)).toList(), anyone);
    }

    /** The entries as they stand in the claim. */
    public List<String> entries() {
        var entries = new ArrayList<String>();
        if (anyone) {
            entries.add(ANYONE);
        }
        validationTokens.forEach(id -> entries.add(VALIDATION + id));
        networks.forEach(network -> entries.add(network.toString()));
        return List.copyOf(entries);
    }

    /** Whether the token may be used from an address. */
    public boolean admits(InetAddress source) {
        return networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(source));
    }
}
