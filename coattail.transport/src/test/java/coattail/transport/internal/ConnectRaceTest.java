// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.mina.core.session.DummySession;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

class ConnectRaceTest {
    private final List<String> begun = new ArrayList<>();
    private final List<Function<IoSession, Optional<TlsConnection>>> opened = new ArrayList<>();
    private final List<Consumer<Throwable>> failed = new ArrayList<>();
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final List<IoSession> winners = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @Test
    void familiesTakeTurnsAndAFailureBringsTheNextAtOnce() throws Exception {
        var race = race("2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.2");
        race.next();
        assertEquals(List.of("2001:db8:0:0:0:0:0:1"), begun);
        failed.get(0).accept(new IOException("one"));
        failed.get(1).accept(new IOException("two"));
        failed.get(2).accept(new IOException("three"));
        assertEquals(List.of(), failures);
        failed.get(3).accept(new IOException("four"));

        assertEquals(List.of("2001:db8:0:0:0:0:0:1", "192.0.2.1", "2001:db8:0:0:0:0:0:2", "192.0.2.2"), begun);
        assertEquals(List.of("one"), failures);
        later.forEach(Runnable::run);
        assertEquals(4, begun.size());
    }

    @Test
    void oneThatIsSilentHoldsNobodyUpAndTheFirstWins() throws Exception {
        var race = race("192.0.2.1", "192.0.2.2", "192.0.2.3");
        race.next();
        later.remove().run();
        assertEquals(List.of("192.0.2.1", "192.0.2.2"), begun);
        var second = new DummySession();
        assertTrue(opened.get(1).apply(second).isEmpty());
        assertEquals(List.of(second), winners);

        later.remove().run();
        assertEquals(2, begun.size());
        assertTrue(opened.get(0).apply(new DummySession()).isEmpty());
        assertEquals(List.of(second), winners);
    }

    @Test
    void afterAStopNobodyWinsAndNothingBegins() throws Exception {
        var race = race("192.0.2.1", "192.0.2.2");
        race.next();
        race.stop();
        later.remove().run();
        assertTrue(opened.get(0).apply(new DummySession()).isEmpty());
        failed.get(0).accept(new IOException("late"));

        assertEquals(1, begun.size());
        assertEquals(List.of(), winners);
        assertEquals(List.of(), failures);
    }

    private ConnectRace race(String... addresses) throws Exception {
        var resolved = new ArrayList<InetAddress>();
        for (var address : addresses) {
            resolved.add(InetAddress.getByName(address));
        }
        return new ConnectRace(
                resolved,
                7,
                this::begin,
                session -> {
                    winners.add(session);
                    return Optional.empty();
                },
                failure -> failures.add(failure.getMessage()),
                (task, delay, unit) -> later.add(task));
    }

    private void begin(
            InetSocketAddress address,
            Function<IoSession, Optional<TlsConnection>> whenOpened,
            Consumer<Throwable> whenFailed) {
        assertEquals(7, address.getPort());
        begun.add(address.getAddress().getHostAddress());
        opened.add(whenOpened);
        failed.add(whenFailed);
    }
}
