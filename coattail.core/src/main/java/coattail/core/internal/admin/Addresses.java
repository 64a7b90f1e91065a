// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Addresses as operators write them, and the one that this host is likely to be reached at. */
public final class Addresses {
    /** A bracketed IPv6 address, or anything without a colon, and perhaps a port. */
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([^:\\s\\[\\]/]+))(?::(\\d{1,5}))?");

    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Addresses() {}

    /**
     * Reads {@code host} or {@code host:port}; an IPv6 address with a port stands in brackets.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Address parse(String text, int defaultPort) {
        if (BARE_IPV6.matcher(text).matches()) {
            return new Address(text, defaultPort);
        }
        var matcher = HOST_PORT.matcher(text);
        if (matcher.matches()) {
            var host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
            if (port >= 1 && port <= 65_535) {
                return new Address(host, port);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is neither HOST nor HOST:PORT");
    }

    /**
     * The host's name if it resolves to an address of this host, else its first address that isn't a loopback one, else
     * 127.0.0.1. Blocks on the resolver.
     */
    public static String own() {
        try {
            var local = InetAddress.getLocalHost();
            if (!local.isLoopbackAddress() && NetworkInterface.getByInetAddress(local) != null) {
                return local.getHostName();
            }
        } catch (IOException e) {
            // The host doesn't know its own name; its interfaces say more.
            return firstAddress();
        }
        return firstAddress();
    }

    private static String firstAddress() {
        try {
            // IPv4 first: more networks carry it. A scope id says something on this host only.
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .sorted(Comparator.comparing(address -> address instanceof Inet6Address))
                    .map(address -> address.getHostAddress().replaceAll("%.*", ""))
                    .findFirst()
                    .orElse("127.0.0.1");
        } catch (SocketException e) {
            return "127.0.0.1";
        }
    }
}
