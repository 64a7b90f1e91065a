// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command that verifies tokens from outside, as the page has it: with the page's own ring and claims, signed by
 * nothing but the JDK.
 */
class TokenCheckIT {
    private static final Page PAGE = Checkout.page("docs/security.md");

    @TempDir
    private Path folder;

    @Test
    void theDocumentedCommandAnswersAsDocumented() throws Exception {
        String ring = block("\"keys\"").text();
        String claims = block("\"use\": \"authentication\"").text();
        String key = new ObjectMapper().readTree(ring).at("/keys/0/x").textValue();
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"" + thumbprint(key) + "\"}";
        String token = sign(header, claims);
        Files.writeString(folder.resolve("ring.json"), ring);
        Files.writeString(
                folder.resolve("tokens.txt"),
                token + "\n" + token.substring(0, token.lastIndexOf('.') + 1) + base64(new byte[64]) + "\ngarbage\n");
        Files.createSymbolicLink(
                folder.resolve("system"),
                Path.of(System.getProperty("coattail.distribution"))
                        .toRealPath()
                        .resolve("system"));
        Step step = Step.of(block("TokenCheck ring.json")).get(0);

        try (var shell = new Shell(
                folder,
                Files.createDirectory(folder.resolve("files")),
                Map.of("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH")))) {
            var result = shell.run(step.command());

            assertEquals(1, result.exitCode(), result::output);
            assertTrue(new Shape(step.shown()).fits(result.output()), result::output);
        }
    }

    private static Block block(String part) {
        return PAGE.blocks().stream()
                .filter(block -> block.text().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/security.md has no block with " + part));
    }

    /** RFC 7638. */
    private static String thumbprint(String key) throws Exception {
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + key + "\"}";
        return base64(MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(UTF_8)));
    }

    /** The private half of the page's key is 32 times the byte 3. */
    private static String sign(String header, String claims) throws Exception {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 3);
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        String signed = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
