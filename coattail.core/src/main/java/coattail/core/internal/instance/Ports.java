// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

import coattail.core.spi.Store;
import coattail.core.spi.Transport;

/**
 * What an instance stands on.
 *
 * @param clock milliseconds that never go back, for deadlines
 * @param wall the time of day
 */
public record Ports(Transport transport, Store store, LongSupplier clock, InstantSource wall, SecureRandom random) {
    public Ports {
        requireNonNull(transport, "transport");
        requireNonNull(store, "store");
        requireNonNull(clock, "clock");
        requireNonNull(wall, "wall");
        requireNonNull(random, "random");
    }

    /** With the clocks and the randomness of this machine. */
    public static Ports of(Transport transport, Store store) {
        return new Ports(
                transport, store, () -> System.nanoTime() / 1_000_000, InstantSource.system(), new SecureRandom());
    }
}
