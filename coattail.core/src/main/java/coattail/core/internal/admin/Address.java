// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

/**
 * Where to dial.
 *
 * @param host a name or an address
 * @param port 1 to 65 535
 */
public record Address(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
