// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.PeerStatus;
import coattail.core.internal.registry.Handlers;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.shell.internal.run.Shell;

/** What commands print keeps within a terminal of 80 columns, with names as long as names may be. */
class WidthTest {
    private static final int COLUMNS = 80;
    private static final String LONGEST = "a-name-of-64-characters-is-the-longest-that-there-may-be-for-it-";

    record Guest(String name, List<String> gifts, int ageOfTheGuest) {}

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final List<String> wide = new ArrayList<>();
    private RealInstance north;
    private RealInstance south;

    @BeforeEach
    void open() throws IOException {
        assertEquals(64, LONGEST.length());
        var transport = new InMemoryTransport(network);
        north = new RealInstance(LONGEST, directory, transport);
        south = new RealInstance("south", directory, transport);
        Handlers.offer(north.core().actions(), LONGEST, Guest.class, Guest.class, (guest, call) -> guest);
        Handlers.offer(north.core().actions(), LONGEST, Guest.class, Guest.class, (guest, call) -> guest);
        Handlers.offer(south.core().receivers(), LONGEST, Guest.class, (guest, delivery) -> {});
        Handlers.offer(south.core().receivers(), LONGEST, Guest.class, (guest, delivery) -> {});
    }

    @AfterEach
    void close() {
        south.close();
        north.close();
        network.close();
    }

    private String print(RealInstance at, String command, String... words) {
        var ran = at.run(Shell.terminal("").wide(COLUMNS), command, words);
        assertEquals(0, ran.exitCode(), ran.err());
        ran.out().lines().filter(line -> line.length() > COLUMNS).forEach(line -> wide.add(command + ": " + line));
        return ran.out();
    }

    @Test
    void tablesAndSheetsFit() {
        var token = north.run(
                        Shell.script(),
                        "token-issue",
                        "--performable",
                        LONGEST,
                        "--publishable",
                        LONGEST,
                        "--quiet",
                        "--print-raw-token")
                .out();
        print(south, "peer-add", "@" + token, "--name", LONGEST);
        var back = south.run(Shell.script(), "token-issue", "--quiet", "--print-raw-token")
                .out();
        print(north, "peer-add", "@" + back, "--name", LONGEST);
        var key = south.run(Shell.script(), "validation-issue", "--print-raw-token")
                .out();
        north.run(Shell.script(), "validation-add", "@" + key);
        print(north, "validation-show", LONGEST);
        south.run(Shell.script(), "action-subscribe", LONGEST, "--peer", LONGEST, "--receiver", LONGEST);
        var guest = "{\"name\":\"Ada\",\"gifts\":[],\"ageOfTheGuest\":36}";
        assertTrue(print(north, "action-publish", LONGEST, guest).contains("processed"));
        for (var instance : List.of(north, south)) {
            for (var verb : instance.verbs()) {
                if (verb.usage().name().endsWith("-list")) {
                    print(instance, verb.usage().name());
                }
            }
            print(instance, "info");
            print(instance, "info", "--config");
            print(instance, "token-issuer");
            print(instance, "peer-show", LONGEST);
            print(instance, "service-status");
        }
        print(south, "action-list", "--peer", LONGEST);
        print(south, "action-show", LONGEST, "--peer", LONGEST);
        print(north, "action-show", LONGEST);
        print(south, "receiver-show", LONGEST);
        print(south, "token-explain", "@" + token);
        assertEquals(List.of(), wide);
    }

    @Test
    void addressesFit() {
        var fake = new FakeInstance();
        var peer = fake.peers.known.get(0);
        fake.peers.known.set(
                0,
                new PeerStatus(
                        peer.id(),
                        LONGEST,
                        PeerStatus.State.REFUSED,
                        "its operator has revoked the token that this instance holds; ask for another",
                        "a-host.".repeat(36) + "example:49365",
                        "",
                        peer.held(),
                        peer.issued(),
                        peer.added(),
                        peer.lastSeen()));
        for (var command : List.of("peer-list", "subscribers-list", "subscription-list", "token-list")) {
            var verb = Verbs.all(fake, Clock.systemUTC(), "1").stream()
                    .filter(one -> one.usage().name().equals(command))
                    .findFirst()
                    .orElseThrow();
            Shell.terminal("").wide(COLUMNS).run(verb).out().lines().forEach(line -> {
                if (line.length() > COLUMNS) {
                    wide.add(line);
                }
            });
        }
        assertEquals(List.of(), wide);
    }

    @Test
    void helpFits() {
        for (var verb : north.verbs()) {
            var examples = verb.usage().examples().stream()
                    .map(example -> example.arguments())
                    .toList();
            Shell.terminal("").wide(COLUMNS).run(verb, "--help").out().lines().forEach(line -> {
                // An example is there to be copied.
                if (line.length() > COLUMNS && examples.stream().noneMatch(line::endsWith)) {
                    wide.add(line);
                }
            });
            // One line each where all are listed.
            int label = "  action unsubscribe  ".length();
            assertTrue(
                    label + verb.usage().summary().length() <= COLUMNS,
                    verb.usage().summary());
        }
        assertEquals(List.of(), wide);
    }
}
