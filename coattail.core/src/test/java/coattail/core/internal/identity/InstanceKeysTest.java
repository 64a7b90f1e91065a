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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceKeysTest {
    private static final Set<String> FILES =
            Set.of("vt-key.pem", "vt-key.pub", "auth-key.pem", "auth-key.pub", "tls-cert.pem");

    @TempDir
    Path instance;

    private Path keys;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void name() {
        keys = instance.resolve("keys");
    }

    private InstanceKeys open(String... owner) {
        return InstanceKeys.open(keys, List.of(owner).stream().findFirst(), () -> now, new SecureRandom());
    }

    @Test
    void theFirstStartMakesKeysThatOnlyTheOwnerCanRead() throws IOException {
        InstanceKeys made = open();

        assertTrue(InstanceId.isValid(made.instanceId()));
        assertEquals("rwx------", mode(keys));
        assertEquals(FILES, names());
        for (String file : FILES) {
            assertEquals("rw-------", mode(keys.resolve(file)), file);
        }
    }

    @Test
    void theNextStartFindsTheSameKeys() throws Exception {
        InstanceKeys made = open();
        Map<String, String> before = contents();

        InstanceKeys found = open(made.instanceId());

        assertEquals(made.instanceId(), found.instanceId());
        assertEquals(made.tokenKey().id(), found.tokenKey().id());
        assertNotEquals(
                InstanceId.thumbprintOf(made.instanceId()), made.tokenKey().id(), "two keys for two purposes");
        assertEquals(before, contents());
    }

    @Test
    void signaturesAndTokensKeysWorkTogetherWithTheJdk() throws Exception {
        InstanceKeys made = open();
        byte[] message = {1, 2, 3};

        byte[] signature = made.sign(message);

        assertTrue(Ed25519.verify(made.publicKey(), message, signature));
        assertArrayEquals(made.spki(), made.tls().certificate().getPublicKey().getEncoded());
        assertTrue(made.pin().matches(made.spki()));
        var jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(made.tls().certificate().getPublicKey());
        jdk.update(message);
        assertTrue(jdk.verify(signature));
        jdk.initSign(made.tls().key());
        jdk.update(message);
        assertArrayEquals(signature, jdk.sign());
    }

    @Test
    void theCertificateIsAsDocumented() throws Exception {
        InstanceKeys made = open();
        X509Certificate certificate = made.tls().certificate();

        certificate.verify(certificate.getPublicKey());
        assertEquals(
                "CN=" + made.instanceId(), certificate.getSubjectX500Principal().getName());
        assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
        assertEquals(now.minus(Duration.ofHours(1)), certificate.getNotBefore().toInstant());
        assertEquals(now.plus(Duration.ofDays(825)), certificate.getNotAfter().toInstant());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints(), "no authority over others");
        assertEquals(127, certificate.getSerialNumber().bitLength());
        assertTrue(certificate.getClass().getName().startsWith("sun."), "the JDK's own object");
    }

    @Test
    void theCertificateIsRenewedAtTwoThirdsOfItsLife() {
        InstanceKeys made = open();
        X509Certificate first = made.tls().certificate();

        now = now.plus(Duration.ofDays(549));
        assertFalse(made.renewCertificate());
        assertEquals(first, made.tls().certificate());
        assertEquals(first, open(made.instanceId()).tls().certificate());

        now = now.plus(Duration.ofDays(2));
        assertTrue(made.renewCertificate());
        X509Certificate second = made.tls().certificate();
        assertNotEquals(first.getSerialNumber(), second.getSerialNumber());
        assertEquals(first.getPublicKey(), second.getPublicKey());
        assertEquals(second, open(made.instanceId()).tls().certificate(), "the renewed one is on disk");

        now = now.plus(Duration.ofDays(600));
        assertNotEquals(second, open(made.instanceId()).tls().certificate(), "a start renews too");
    }

    @Test
    void aCertificateThatIsLostBrokenOrOfAnotherKeyIsMadeAnew() throws IOException {
        InstanceKeys made = open();
        Path file = keys.resolve("tls-cert.pem");

        Files.delete(file);
        assertArrayEquals(
                made.spki(),
                open(made.instanceId()).tls().certificate().getPublicKey().getEncoded());

        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertArrayEquals(
                made.spki(),
                open(made.instanceId()).tls().certificate().getPublicKey().getEncoded());

        InstanceKeys other =
                InstanceKeys.open(instance.resolve("other"), Optional.empty(), () -> now, new SecureRandom());
        Files.copy(instance.resolve("other/tls-cert.pem"), file, StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(made.instanceId(), other.instanceId());
        assertArrayEquals(
                made.spki(),
                open(made.instanceId()).tls().certificate().getPublicKey().getEncoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void aPrivateKeyWithinReachOfOthersStopsTheStart(String mode) throws IOException {
        open();
        for (String file : List.of("vt-key.pem", "auth-key.pem")) {
            Path key = keys.resolve(file);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            refused("others have access to the private key " + key);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        }
        open();
    }

    @Test
    void aLinkIsJudgedByWhatItLeadsTo() throws IOException {
        String id = open().instanceId();
        Path key = keys.resolve("vt-key.pem");
        Path elsewhere = instance.resolve("elsewhere.pem");
        Files.move(key, elsewhere);
        Files.createSymbolicLink(key, elsewhere);
        assertEquals(id, open(id).instanceId());

        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));
        refused("others have access to the private key " + key, id);

        Files.delete(elsewhere);
        refused(key + " isn't a file, or a link to one");
        assertTrue(Files.isSymbolicLink(key), "nothing was put in its place");
    }

    @Test
    void aFolderThatOthersCanWriteToStopsTheStart() throws IOException {
        open();
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxrwx---"));

        refused("others can write to " + keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vt-key.pem", "auth-key.pem"})
    void aKeyMissingBesideADatabaseStopsTheStartAndIsNotMade(String file) throws IOException {
        String id = open().instanceId();
        Files.delete(keys.resolve(file));

        refused(keys.resolve(file) + " is missing, but the database belongs to " + id, id);
        assertFalse(Files.exists(keys.resolve(file)));
    }

    @Test
    void aFolderMissingBesideADatabaseStopsTheStartAndIsNotMade() {
        refused(keys + " is missing, but the database belongs to ct:x", "ct:x");
        assertFalse(Files.exists(keys));
    }

    @Test
    void theKeysOfAnotherInstanceStopTheStart() {
        String id = open().instanceId();

        refused(
                "the database belongs to ct:other, but " + keys.resolve("vt-key.pem") + " is the key of " + id,
                "ct:other");
    }

    @Test
    void aPrivateKeyTakenAwayFromItsPublicHalfIsNotReplaced() throws IOException {
        open();
        Files.delete(keys.resolve("vt-key.pem"));

        refused(keys.resolve("vt-key.pem") + " is missing, though vt-key.pub is there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----",
            })
    void aPrivateKeyThatIsNoneStopsTheStart(String content) throws IOException {
        open();
        Files.writeString(keys.resolve("vt-key.pem"), content);

        refused(keys.resolve("vt-key.pem") + " isn't an Ed25519 private key");
        assertEquals(content, Files.readString(keys.resolve("vt-key.pem")));
    }

    @Test
    void aPublicHalfThatDoesNotFitStopsTheStart() throws IOException {
        open();
        Files.copy(keys.resolve("auth-key.pub"), keys.resolve("vt-key.pub"), StandardCopyOption.REPLACE_EXISTING);

        refused(keys.resolve("vt-key.pub") + " isn't the public half of vt-key.pem");
    }

    /** A crash may leave any number of the files, in the order in which they are made, and one half written. */
    @Test
    void aFolderLeftHalfMadeIsCompleted() throws IOException {
        var order = List.of("vt-key.pem", "vt-key.pub", "auth-key.pem", "auth-key.pub", "tls-cert.pem");
        String id = open().instanceId();
        for (int left = order.size() - 1; left >= 1; left--) {
            for (String missing : order.subList(left, order.size())) {
                Files.delete(keys.resolve(missing));
            }
            Map<String, String> before = contents();
            Files.writeString(keys.resolve(order.get(left) + ".unfinished"), "-----BEGIN");

            assertEquals(id, open().instanceId());

            assertEquals(FILES, names(), "with " + left + " left");
            Map<String, String> after = contents();
            before.forEach((name, content) -> assertEquals(content, after.get(name), name));
        }
    }

    @Test
    void nothingPrintsAPrivateKey() {
        InstanceKeys made = open();

        assertEquals("InstanceKeys[" + made.instanceId() + "]", made.toString());
        assertEquals("TokenKey[" + made.tokenKey().id() + "]", made.tokenKey().toString());
        assertEquals("TlsIdentity[CN=" + made.instanceId() + "]", made.tls().toString());
    }

    private void refused(String begin, String... owner) {
        var refusal = assertThrows(IdentityException.class, () -> open(owner));
        assertTrue(refusal.getMessage().startsWith(begin), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"), "one line");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(keys)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Map<String, String> contents() throws IOException {
        var contents = new HashMap<String, String>();
        for (String name : names()) {
            contents.put(name, Files.readString(keys.resolve(name)));
        }
        return contents;
    }
}
