// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that signs tokens is exchanged, and found again after a start, wherever the exchange was cut off. */
class TokenKeysTest {
    @TempDir
    Path instance;

    private Path folder;
    private String owner;
    private TokenKeys keys;
    private String first;

    @BeforeEach
    void make() {
        folder = instance.resolve("keys");
        var made = InstanceKeys.open(folder, Optional.empty(), Instant::now, new SecureRandom());
        owner = made.instanceId();
        keys = made.tokenKeys();
        first = keys.current().id();
    }

    private TokenKeys started() {
        return InstanceKeys.open(folder, Optional.of(owner), Instant::now, new SecureRandom())
                .tokenKeys();
    }

    private Path file(String id) {
        return folder.resolve("auth-key-" + id + ".pub");
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void theOneBeforeVerifiesOnAndSignsNoMore() throws IOException {
        var before = keys.current();
        byte[] secret = Files.readAllBytes(folder.resolve("auth-key.pem"));

        keys.rotate(true);

        for (var now : new TokenKeys[] {keys, started()}) {
            assertNotEquals(first, now.current().id());
            assertEquals(Set.of(first), now.earlier().keySet());
            assertArrayEquals(before.rawPublicKey(), now.find(first).orElseThrow());
            assertArrayEquals(
                    now.current().rawPublicKey(), now.find(now.current().id()).orElseThrow());
            assertEquals(Optional.empty(), now.find("unknown"));
        }
        assertFalse(
                java.util.Arrays.equals(secret, Files.readAllBytes(folder.resolve("auth-key.pem"))),
                "its private half is gone");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(first))));
        assertEquals(
                Set.of(
                        "vt-key.pem",
                        "vt-key.pub",
                        "auth-key.pem",
                        "auth-key.pub",
                        "tls-cert.pem",
                        file(first).getFileName().toString()),
                names());
    }

    @Test
    void manyCanStillVerifyAndEachIsDroppedByItself() {
        keys.rotate(true);
        var second = keys.current().id();
        keys.rotate(true);
        assertEquals(Set.of(first, second), started().earlier().keySet());

        assertTrue(keys.drop(first));

        assertFalse(keys.drop(first));
        assertFalse(keys.drop(keys.current().id()), "the one that signs isn't dropped but replaced");
        assertEquals(Set.of(second), keys.earlier().keySet());
        assertEquals(Set.of(second), started().earlier().keySet());
    }

    @Test
    void oneThatIsNotKeptLeavesNothing() throws IOException {
        var before = names();

        keys.rotate(false);

        assertEquals(Optional.empty(), keys.find(first));
        assertEquals(Optional.empty(), started().find(first));
        assertEquals(before, names());
    }

    @Test
    void cutOffBeforeTheKeyWasReplacedItHasNotHappened() throws IOException {
        Files.copy(folder.resolve("auth-key.pub"), file(first));

        var now = started();

        assertEquals(first, now.current().id());
        assertEquals(Set.of(), now.earlier().keySet());
        assertFalse(Files.exists(file(first)));
    }

    @Test
    void cutOffBeforeThePublicHalfWasReplacedItIsCompleted() throws IOException {
        byte[] outdated = Files.readAllBytes(folder.resolve("auth-key.pub"));
        keys.rotate(true);
        byte[] right = Files.readAllBytes(folder.resolve("auth-key.pub"));
        Files.write(folder.resolve("auth-key.pub"), outdated);

        var now = started();

        assertEquals(keys.current().id(), now.current().id());
        assertEquals(Set.of(first), now.earlier().keySet());
        org.junit.jupiter.api.Assertions.assertArrayEquals(right, Files.readAllBytes(folder.resolve("auth-key.pub")));
    }

    @Test
    void aKeyThatCannotBeWrittenLeavesTheOneBefore() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        try {
            if (Files.isWritable(folder)) {
                return; // root may do anything
            }
            assertThrows(IdentityException.class, () -> keys.rotate(true));
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        assertEquals(first, keys.current().id());
        assertEquals(first, started().current().id());
    }

    @Test
    void aFileThatIsNotTheKeyOfItsNameStopsTheStart() throws IOException {
        keys.rotate(true);
        Files.copy(folder.resolve("vt-key.pub"), file(first), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        var refused = assertThrows(IdentityException.class, this::started);

        assertTrue(refused.getMessage().startsWith(file(first) + " isn't the public key that its name says"));
        assertFalse(refused.getMessage().contains("\n"));
    }

    @Test
    void nothingPrintsAPrivateKey() {
        keys.rotate(true);
        assertEquals("TokenKeys[" + keys.current().id() + ", [" + first + "]]", keys.toString());
    }
}
