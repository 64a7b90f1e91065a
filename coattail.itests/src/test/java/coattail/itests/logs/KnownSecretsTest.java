// SPDX-License-Identifier: Apache-2.0
package coattail.itests.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.support.User;

/** A search that finds nothing proves nothing unless it finds what is there. */
class KnownSecretsTest {
    private static final String SIGNATURE = "s".repeat(86);
    private static final String TOKEN = base64url("{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\"}") + "."
            + base64url("{\"jti\":\"the-id\",\"use\":\"authentication\"}") + "." + SIGNATURE;
    private static final String VALIDATION_TOKEN = base64url("{\"alg\":\"EdDSA\",\"typ\":\"ct-vt+jwt\"}") + "."
            + base64url("{\"jti\":\"public\"}") + "." + "v".repeat(86);

    @TempDir
    private Path directory;

    private byte[] key;

    @BeforeEach
    void anInstance() throws Exception {
        key = newKey();
        write("plant/keys/vt-key.pem", pem(key));
        write(
                "plant/etc/users.properties",
                "# nobody = nothing,admin\n_g_\\:admin = group,admin\njo = open sesame,admin\n");
        write("plant.token", TOKEN + "\n" + VALIDATION_TOKEN + "\n");
    }

    private static byte[] newKey() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
    }

    private static String pem(byte[] key) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private void write(String name, String text) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What is found where a line of a log has this text. */
    private List<String> found(String text) throws IOException {
        write("plant/log/karaf.log", "something else\nbefore " + text + " behind\n");
        var kept = KeptFiles.in(directory);
        assertEquals(List.of("plant/log/karaf.log"), kept.logs());
        var found = new KnownSecrets(kept).in(directory.resolve(kept.logs().get(0)), "karaf.log");
        assertFalse(found.toString().contains(text), "a secret is in the report");
        return found;
    }

    private static List<String> at2(String kind) {
        return List.of("karaf.log:2: " + kind);
    }

    @Test
    void aKeyIsFoundHoweverItIsWritten() throws Exception {
        var seed = Arrays.copyOfRange(key, 16, 48);
        for (var text : List.of(
                Base64.getEncoder().encodeToString(key),
                Base64.getEncoder().encodeToString(seed),
                Base64.getUrlEncoder().encodeToString(seed),
                HexFormat.of().formatHex(seed))) {
            assertEquals(
                    at2("the key in plant/keys/vt-key.pem"),
                    found(text).stream().distinct().toList());
        }
    }

    @Test
    void aKeyThatIsNoMoreIsFoundByItsForm() throws Exception {
        assertEquals(at2("a private key"), found(Base64.getEncoder().encodeToString(newKey())));
        assertEquals(at2("a private key"), found("-----BEGIN RSA PRIVATE KEY-----"));
    }

    @Test
    void tokensAreFoundWholeAndByTheirSignatures() throws Exception {
        assertEquals(at2("the signature of token the-id"), found(TOKEN));
        assertEquals(at2("the signature of token the-id"), found(SIGNATURE));
        var another = TOKEN.replace(SIGNATURE, "t".repeat(86));
        assertEquals(at2("a token, or the beginning of one"), found(another));
        assertEquals(at2("a token, or the beginning of one"), found(TOKEN.substring(0, TOKEN.lastIndexOf('.'))));
        assertEquals(List.of(), found(VALIDATION_TOKEN));
        assertEquals(Set.of("the-id"), new KnownSecrets(KeptFiles.in(directory)).tokenIds());
    }

    @Test
    void passwordsAreFound() throws Exception {
        assertEquals(at2("the password of jo"), found("open sesame"));
        assertEquals(at2("the password of the-admin"), found(User.ADMIN.password()));
        assertEquals(List.of(), found("nothing"));
    }
}
