// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.util.List;

/** Which threads of the transport, or of MINA, are there. */
final class IoThreadsLeft {
    private IoThreadsLeft() {}

    static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("coattail-io") || name.startsWith("Nio") || name.startsWith("ssl-exec"))
                .sorted()
                .toList();
    }
}
