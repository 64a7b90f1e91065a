// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for listeners that are started, stopped and started again. They lie below those that an operating system gives
 * to outgoing connections, so that none is taken while its owner is down.
 */
public final class FreePort {
    /** Tests that run in another JVM at the same time take theirs elsewhere. */
    private static final int FORK = Integer.getInteger("coattail.fork", 1);

    private static final int EACH = 6_000;
    private static final int LOWEST = 14_000 + EACH * FORK;
    private static final int HIGHEST = LOWEST + EACH;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port that nobody listens on and that this JVM hasn't asked for before. */
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (GIVEN.add(port) && free(port)) {
                return port;
            }
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress((InetAddress) null, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
