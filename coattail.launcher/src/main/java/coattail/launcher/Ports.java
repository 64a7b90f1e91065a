// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/** Which ports of this host are free. */
final class Ports {
    private static final int LAST = 65_535;

    private Ports() {}

    /** A port as it was written, at least the given one. */
    static int parsed(String text, int least) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= least && port <= LAST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw Failure.usage("a port is a number from " + least + " to " + LAST + ", not '" + text + "'");
    }

    /** Whether somebody could listen on the port now; null for all addresses. */
    static boolean free(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            // As the listeners do: a port whose last connections linger is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first port from the given one on that is free on the loopback address and not among those spoken for. */
    static int next(int from, Set<Integer> taken) {
        for (int port = from; port <= LAST; port++) {
            if (!taken.contains(port) && free(InetAddress.getLoopbackAddress(), port)) {
                return port;
            }
        }
        throw Failure.failed("no port from " + from + " on is free");
    }
}
