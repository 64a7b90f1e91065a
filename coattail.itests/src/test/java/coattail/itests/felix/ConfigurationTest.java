// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.InstanceAdmin;
import coattail.itests.support.Await;
import coattail.itests.support.FreePort;

/** What is configured holds, whatever else is or isn't. */
class ConfigurationTest {
    @TempDir
    Path directory;

    private FelixInstance instance;

    @BeforeEach
    void start() throws Exception {
        instance = FelixInstance.start("plant", directory);
    }

    @AfterEach
    void stop() throws Exception {
        instance.close();
    }

    @Test
    void oneFileThatIsMissingLeavesTheOthersInForce() throws Exception {
        instance.configure("coattail.publication", Map.of("hop.limit", 3)); // and nothing for coattail.security
        instance.bundle("coattail.core").stop();
        instance.bundle("coattail.core").start();
        instance.awaitListening();
        assertEquals(
                List.of("3"),
                instance.instance().configuration().stream()
                        .filter(entry -> entry.key().equals("hop.limit"))
                        .map(ConfigurationEntry::value)
                        .toList());
    }

    /** Elsewhere it would be another instance. */
    @Test
    void itWaitsForItsDirectory() throws Exception {
        instance.bundle("coattail.core").stop();
        instance.unconfigure("coattail.instance");
        instance.bundle("coattail.core").start();
        instance.configureInstance();
        instance.awaitListening();
    }

    /** On its default address everybody could come in. */
    @Test
    void itWaitsForItsAddress() throws Exception {
        instance.bundle("coattail.core").stop();
        instance.unconfigure("coattail.listener");
        instance.bundle("coattail.core").start();
        assertEquals(Optional.empty(), instance.service(InstanceAdmin.class.getName()));
        instance.configureListener();
        instance.awaitListening();
        assertEquals("127.0.0.1:" + instance.port, instance.instance().status().bound());
    }

    @Test
    void aChangeIsInForceAtOnce() throws Exception {
        int other = FreePort.next();
        instance.configure("coattail.listener", Map.of("bind", "127.0.0.1", "port", other));
        awaitPort(other);
        instance.configure("coattail.listener", Map.of("bind", "127.0.0.1", "port", instance.port));
        awaitPort(instance.port);
    }

    private void awaitPort(int port) throws Exception {
        Await.until(
                () -> "it listens on " + instance.instance().status().bound(),
                () -> instance.instance().status().bound().equals("127.0.0.1:" + port));
    }
}
