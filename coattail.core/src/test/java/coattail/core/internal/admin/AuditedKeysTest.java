// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.KeyRotated;
import coattail.core.admin.KeyStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditException;
import coattail.core.internal.audit.AuditLog;
import coattail.core.internal.audit.AuditTrail;

class AuditedKeysTest {
    private final List<String> noted = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void whatWentWithAKeyIsOnRecordLaterWhereItCantBeAtOnce() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        var identity = new AuditLog.Identity("ct:x", new byte[32], bytes -> bytes);
        var full = assertThrows(
                AuditException.class, () -> AuditLog.open(file, null, identity, () -> 0, () -> Instant.EPOCH));
        var keys = new AuditedKeys(new Keys(new FullTrail(full)), new Changes(new FullTrail(full)));

        assertThrows(CoattailException.class, () -> keys.drop("k1"));

        assertEquals(List.of("key.drop ", "token.revoke t1", "token.revoke t2"), noted);
    }

    private final class FullTrail implements AuditTrail {
        private final AuditException full;

        FullTrail(AuditException full) {
            this.full = full;
        }

        @Override
        public void note(AuditEvent event) {
            noted.add(event.kind().word() + " " + event.token());
        }

        @Override
        public void record(AuditEvent event) {
            throw full;
        }
    }

    /** Two tokens go with each key. */
    private static final class Keys implements KeyAdmin {
        private final Revocations revocations;

        Keys(AuditTrail trail) {
            revocations = new Revocations(trail);
        }

        @Override
        public List<KeyStatus> list() {
            return List.of();
        }

        @Override
        public KeyRotated rotate() {
            throw new AssertionError("nobody asked for it");
        }

        @Override
        public KeyRotated rotateCompromised() {
            return drop("k1");
        }

        @Override
        public KeyRotated drop(String key) {
            revocations.made(List.of("t1", "t2"), "it went with key " + key);
            var signing = new KeyStatus("k2", KeyStatus.Use.SIGNING, Instant.EPOCH, Optional.empty(), 0, 0);
            return new KeyRotated(signing, Optional.of(key), List.of("t1", "t2"), 0, List.of());
        }
    }
}
