// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import coattail.core.internal.wire.Id16;

/**
 * Names events: one half drawn when the instance starts, the other counted from a number drawn then. They are unique
 * and no secret, and drawing each would have all publishers wait for one secure random source.
 */
final class EventIds {
    private final long process;
    private final AtomicLong next;

    EventIds(RandomGenerator random) {
        this.process = random.nextLong();
        this.next = new AtomicLong(random.nextLong());
    }

    Id16 next() {
        return new Id16(process, next.getAndIncrement());
    }
}
