// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import coattail.itests.support.Await;
import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;

/** Two instances that are processes, and what every test has of them. */
final class TwoSites {
    final Launcher launcher;
    final Site north;
    final Site south;
    private final List<String> tokens = new ArrayList<>();

    /** Makes both in this directory and starts them. */
    TwoSites(Path directory) throws Exception {
        // Also where this JVM is ended before its tests are.
        var place = directory.toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAll(place)));
        launcher = new Launcher(directory.resolve("home"));
        north = new Site(launcher, place.resolve("north"), FreePort.next());
        south = new Site(launcher, place.resolve("south"), FreePort.next());
        for (var site : List.of(north, south)) {
            assertEquals(
                    site.name() + " is in " + site.directory() + " and will listen on port " + site.port() + "\n",
                    site.make().succeeded());
        }
        startTogether();
    }

    private static void endAll(Path place) {
        if (Files.exists(place)) {
            try {
                Proc.in(place).forEach(ProcessHandle::destroyForcibly);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void startTogether() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Outcome>> starts = List.of(north::start, south::start);
            var outcomes = both.invokeAll(starts);
            assertStarted(north, outcomes.get(0).get());
            assertStarted(south, outcomes.get(1).get());
        } finally {
            both.shutdownNow();
        }
    }

    static void assertStarted(Site site, Outcome start) {
        assertEquals(0, start.exitCode(), start::toString);
        assertTrue(
                start.out().matches(site.name() + " is listening on " + site.address() + " \\(pid [0-9]+\\)\n"),
                start::toString);
    }

    /** Issues a token, and remembers it for {@link #assertNoTokenInLogs()}. */
    String issue(Site site, String file, String... options) throws Exception {
        var token = site.issue(file, options);
        tokens.add(token);
        return token;
    }

    static void awaitAttached(Site site) throws Exception {
        Await.until(() -> "all subscriptions of " + site.name(), () -> {
            for (var subscription : site.json("subscription", "list")) {
                if (!subscription.get("state").textValue().equals("attached")) {
                    return false;
                }
            }
            return true;
        });
    }

    /** No token that was issued is in a log of either. */
    void assertNoTokenInLogs() throws IOException {
        for (var site : List.of(north, south)) {
            try (Stream<Path> logs = Files.walk(site.directory().resolve("log"))) {
                for (var log : logs.filter(Files::isRegularFile).toList()) {
                    var text = Files.readString(log);
                    for (var token : tokens) {
                        assertFalse(text.contains(token), () -> "a token is in " + log);
                    }
                }
            }
        }
    }
}
