// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final List<String> log = new ArrayList<>();
    private long now = 1;

    @Test
    void thereIsALineInTenSecondsAndTheOthersAreCounted() {
        var refusals = new Refusals(() -> now, log::add);
        var from = InetSocketAddress.createUnresolved("192.0.2.1", 7);
        for (int i = 0; i < 100; i++) {
            refusals.add(from, "no");
        }
        now += TimeUnit.SECONDS.toNanos(10);
        refusals.add(from, "no again");
        now += TimeUnit.SECONDS.toNanos(10);
        refusals.add(from, "still no");

        assertEquals(
                List.of(from + ": no", from + ": no again (and 99 others turned away before)", from + ": still no"),
                log);
    }
}
