// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one address: of IPv4 the address, of IPv6 its /64, since that is what one subscriber gets to choose
 * from. (The JDK makes IPv4-mapped addresses IPv4 ones by itself.)
 */
record AddressKey(boolean v6, long bits) {

    static AddressKey of(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.capacity() == 4 ? new AddressKey(false, bytes.getInt()) : new AddressKey(true, bytes.getLong());
    }
}
