// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static coattail.core.spi.contract.StoreSamples.assertToken;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.subscriptionId;
import static coattail.core.spi.contract.StoreSamples.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a store has stored is there, however its process ends. */
class SurvivalTest {
    private static final int WRITES = 60;

    @TempDir
    Path directory;

    @Test
    void whatWasStoredSurvivesAKill() throws Exception {
        for (int round = 0; round < 2; round++) {
            var stored = new ArrayList<Integer>();
            try (var child = startWriter(List.of(), round)) {
                while (stored.size() < WRITES) {
                    add(stored, child.readLine());
                }
                child.kill();
                for (var line = child.readLine(); line != null; line = child.readLine()) {
                    add(stored, line);
                }
            }
            assertEverythingIsThere(stored);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsSaidAndCostsNothingThatWasStored() throws Exception {
        // Files may have 700 KiB: Derby's log begins with 1 MiB, so that this is like a disk that is full.
        TestDerby.openStore(directory).close();
        var stored = new ArrayList<Integer>();
        String last = null;
        try (var child = startWriter(List.of("bash", "-c", "ulimit -f 700; exec \"$@\"", "bash"), 0)) {
            for (var line = child.readLine(); line != null; line = child.readLine()) {
                add(stored, line);
                last = line;
            }
        }
        assertTrue(last.startsWith("failed: ") && last.contains("is the disk full?"), last);
        var log = Files.readString(directory.resolve("derby.log"));
        assertTrue(log.contains("Booting Derby"), log);
        assertFalse(log.contains(jti(0).substring(0, 10)), "no value of the statement that failed");
        assertEverythingIsThere(stored);
    }

    private ChildProcess startWriter(List<String> command, int round) throws IOException {
        return ChildProcess.start(command, StoreWriter.class, directory.toString(), String.valueOf(round * 10_000));
    }

    private static void add(List<Integer> stored, String line) {
        if (line.startsWith("stored ") && line.endsWith(".")) {
            stored.add(Integer.valueOf(line.substring("stored ".length(), line.length() - 1)));
        }
    }

    private void assertEverythingIsThere(List<Integer> stored) {
        assertTrue(stored.size() >= WRITES, () -> "only " + stored.size() + " were stored");
        try (var store = TestDerby.openStore(directory)) {
            for (int number : stored) {
                assertToken(token(number), store.tokens().find(jti(number)).orElseThrow());
                assertEquals(
                        Optional.of(subscriber(number, number, "receiver", number)),
                        store.subscribers().find(instance(number), subscriptionId(number)));
            }
        }
    }
}
