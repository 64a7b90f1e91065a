// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * The ports on the loopback address that Karaf takes for ssh and JMX. All instances of a host would take the same; so
 * each has its own, in {@code etc/custom.system.properties}.
 */
final class KarafPorts {
    private static final String[] KEYS = {"coattail.ssh.port", "coattail.rmi.registry.port", "coattail.rmi.server.port"
    };
    private static final int[] FIRST = {8101, 1099, 44_444};

    private final KnownInstances known;

    KarafPorts(KnownInstances known) {
        this.known = known;
    }

    /** Gives the instance ports that are free and that no other instance of this user has; keeps those that are. */
    void assign(InstanceDirectory instance) {
        Set<Integer> taken = new HashSet<>();
        for (InstanceDirectory other : known.all()) {
            if (!other.equals(instance)) {
                for (String key : KEYS) {
                    taken.add(other.ports().port(key, 0));
                }
            }
        }
        ConfigFile ports = instance.ports();
        for (int i = 0; i < KEYS.length; i++) {
            int port = ports.port(KEYS[i], 0);
            if (port == 0 || taken.contains(port) || !Ports.free(InetAddress.getLoopbackAddress(), port)) {
                port = Ports.next(FIRST[i], taken);
                ports.set(KEYS[i], String.valueOf(port));
            }
            taken.add(port);
        }
    }
}
