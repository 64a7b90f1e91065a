// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and signatures; what the payload says is the matter of {@link ClaimsCodecTest}. */
class JwsTest {
    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static String token;

    @BeforeAll
    static void issue() {
        issuer = new TestIssuer(folder.resolve("keys"));
        token = issuer.issueText(TokenTerms.DEFAULT);
    }

    /** RFC 8037, appendix A.4 and A.5. */
    @Test
    void theSignatureOfRfc8037Verifies() {
        byte[] key = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        String text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        assertDoesNotThrow(() -> new Jws(text, "", new byte[0]).verify(key));
        assertThrows(TokenException.class, () -> new Jws(text.replace("RXhh", "RXhi"), "", new byte[0]).verify(key));
    }

    @Test
    void theHeaderIsExactlyAlgTypAndKid() {
        assertEquals(issuer.header(), TestIssuer.decode(token.split("\\.")[0]));
    }

    @Test
    void anotherImplementationVerifiesWhatIsIssued() {
        var parsed = Jwts.parser()
                .verifyWith(issuer.keys.tokenKey().publicKey())
                .clock(() -> Date.from(issuer.now))
                .build()
                .parseSignedClaims(token);

        assertEquals("EdDSA", parsed.getHeader().getAlgorithm());
        assertEquals("ct-at+jwt", parsed.getHeader().getType());
        assertEquals(issuer.keys.instanceId(), parsed.getPayload().getIssuer());
        assertEquals(Set.of(issuer.keys.instanceId()), parsed.getPayload().getAudience());
        assertEquals(issuer.now, parsed.getPayload().getIssuedAt().toInstant());
    }

    @Test
    void whatAnotherImplementationSignsVerifies() throws Exception {
        String other = Jwts.builder()
                .header()
                .type("ct-at+jwt")
                .keyId(issuer.keys.tokenKey().id())
                .and()
                .content(issuer.payload(TokenTerms.DEFAULT))
                .signWith(issuer.keys.tokenKey().privateKey(), Jwts.SIG.EdDSA)
                .compact();

        assertEquals(
                issuer.keys.instanceId(), issuer.verifier.verify(other).claims().issuer());
    }

    @Test
    void bothImplementationsRefuseAForgedSignature() throws Exception {
        var stranger = new TestIssuer(folder.resolve("stranger"));
        String forged = stranger.sign(issuer.header(), issuer.payload(TokenTerms.DEFAULT));

        refused(forged, "the token's signature is wrong");
        var parser =
                Jwts.parser().verifyWith(issuer.keys.tokenKey().publicKey()).build();
        assertThrows(JwtException.class, () -> parser.parseSignedClaims(forged));
    }

    @Test
    void aTokenChangedAnywhereIsRefused() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            char other = c == '.' ? 'A' : alphabet.charAt((alphabet.indexOf(c) + 1) % 64);
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThrows(TokenException.class, () -> issuer.verifier.verify(changed), "character " + i);
        }
    }

    @Test
    void aTokenCutOffOrExtendedIsRefused() {
        for (int i = 0; i < token.length(); i++) {
            String cut = token.substring(0, i);
            assertThrows(TokenException.class, () -> issuer.verifier.verify(cut), i + " characters");
        }
        for (String extended : new String[] {token + ".", token + ".AA", token + "AA", "." + token, token + "="}) {
            assertThrows(TokenException.class, () -> issuer.verifier.verify(extended));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                ".",
                "..",
                "...",
                "a.b.c",
                "{}",
                "eyJhbGciOiJub25lIn0..",
                "\u0000.\u0000.\u0000",
                "\u00e4\u00f6.\u00fc.x",
                "ct-at+jwt",
            })
    void garbageIsRefused(String text) {
        var refusal = assertThrows(TokenException.class, () -> issuer.verifier.verify(text));
        assertFalse(refusal.getMessage().isEmpty());
        assertThrows(TokenException.class, () -> HeldClaims.read(text));
    }

    @Test
    void whiteSpaceIsNotPartOfAToken() {
        for (String text : new String[] {" " + token, token + "\n", token.replace(".", ".\n")}) {
            assertThrows(TokenException.class, () -> issuer.verifier.verify(text));
        }
    }

    @Test
    void oneTokenHasOneText() {
        String[] parts = token.split("\\.");
        String signature = parts[2];
        char last = signature.charAt(85); // 64 bytes leave four bits of the last character unused
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char same = alphabet.charAt(alphabet.indexOf(last) + 1);
        String rewritten = parts[0] + "." + parts[1] + "." + signature.substring(0, 85) + same;

        assertEquals(
                HexFormat.of().formatHex(Base64.getUrlDecoder().decode(signature)),
                HexFormat.of().formatHex(Base64.getUrlDecoder().decode(signature.substring(0, 85) + same)));
        refused(rewritten, "this isn't a token: a part of it isn't base64url in its one form");
    }

    @Test
    void algNoneIsRefused() {
        String payload = issuer.payload(TokenTerms.DEFAULT);
        for (String name : new String[] {"none", "None", "NONE", ""}) {
            String header = issuer.header().replace("EdDSA", name);
            String unsigned = TestIssuer.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + TestIssuer.encode(payload.getBytes(StandardCharsets.UTF_8)) + ".";
            assertThrows(TokenException.class, () -> issuer.verifier.verify(unsigned));
            refused(issuer.sign(header, payload), "the token's header's alg isn't EdDSA");
        }
    }

    /** The classic: the public key, which the verifier has at hand, as the secret of an HMAC. */
    @Test
    void hs256WithThePublicKeyIsRefused() throws Exception {
        String payload = issuer.payload(TokenTerms.DEFAULT);
        String header = issuer.header().replace("EdDSA", "HS256");
        String signed = TestIssuer.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + TestIssuer.encode(payload.getBytes(StandardCharsets.UTF_8));
        byte[] spki = issuer.keys.tokenKey().publicKey().getEncoded();
        for (byte[] secret : new byte[][] {spki, Arrays.copyOfRange(spki, spki.length - 32, spki.length)}) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] tag = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            refused(signed + "." + TestIssuer.encode(tag), "the token's header's alg isn't EdDSA");
            byte[] padded = Arrays.copyOf(tag, 64);
            refused(signed + "." + TestIssuer.encode(padded), "the token's header's alg isn't EdDSA");
        }
    }

    @Test
    void anyOtherHeaderIsRefusedThoughTheSignatureIsRight() {
        String kid = issuer.keys.tokenKey().id();
        String payload = issuer.payload(TokenTerms.DEFAULT);
        var headers = Map.ofEntries(
                Map.entry("[]", "the token's header isn't a JSON object"),
                Map.entry("\"EdDSA\"", "the token's header isn't a JSON object"),
                Map.entry("{}", "the token's header has no alg"),
                Map.entry("{\"alg\":\"EdDSA\",\"kid\":\"%s\"}", "the token's header has no typ"),
                Map.entry("{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\"}", "the token's header has no kid"),
                Map.entry(
                        "{\"alg\":\"Ed25519\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\"}",
                        "the token's header's alg isn't EdDSA"),
                Map.entry(
                        "{\"alg\":\"eddsa\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\"}",
                        "the token's header's alg isn't EdDSA"),
                Map.entry(
                        "{\"alg\":[\"EdDSA\"],\"typ\":\"ct-at+jwt\",\"kid\":\"%s\"}",
                        "the token's header's alg isn't a string"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"alg\":\"none\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\"}",
                        "the token's header isn't JSON, repeats a name or is nested too deep"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-vt+jwt\",\"kid\":\"%s\"}",
                        "this is a validation token; an authentication token is needed here"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"%s\"}",
                        "the token's header doesn't say that it is an authentication token of Coattail"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"CT-AT+JWT\",\"kid\":\"%s\"}",
                        "the token's header doesn't say that it is an authentication token of Coattail"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"../auth-key\"}",
                        "the token's header doesn't name a key"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\",\"jku\":\"https://evil.example\"}",
                        "the token's header has members that this version doesn't know"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\",\"jwk\":{\"kty\":\"OKP\"}}",
                        "the token's header has members that this version doesn't know"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\",\"crit\":[\"b64\"],\"b64\":false}",
                        "the token's header has members that this version doesn't know"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\",\"x5c\":[]}",
                        "the token's header has members that this version doesn't know"),
                Map.entry(
                        "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"%s\"} {}",
                        "the token's header isn't JSON, repeats a name or is nested too deep"));
        headers.forEach((header, reason) -> refused(issuer.sign(header.replace("%s", kid), payload), reason));
    }

    @Test
    void aKeyThatIsNotInTheRingIsRefused() {
        var other = new TestIssuer(folder.resolve("other"));

        refused(
                other.issueText(TokenTerms.DEFAULT),
                "the token is signed by a key that isn't this instance's, or not any more");
    }

    @Test
    void aTokenTooLongIsRefusedBeforeItIsLookedAt() {
        refused("A".repeat(4_001), "the token has 4001 characters; none has more than 4000");
    }

    /** A claim could be bait for a parser; nobody gets it parsed who can't sign. */
    @Test
    void theSignatureIsCheckedBeforeTheClaims() {
        var stranger = new TestIssuer(folder.resolve("stranger"));

        refused(stranger.sign(issuer.header(), "not even JSON"), "the token's signature is wrong");
        refused(
                issuer.sign(issuer.header(), "not even JSON"),
                "the token's payload isn't JSON, repeats a name or is" + " nested too deep");
    }

    @Test
    void nothingPrintsAToken() throws Exception {
        assertEquals("Jws[***]", Jws.parse(token, TokenType.AUTHENTICATION).toString());
        assertFalse(issuer.issue(TokenTerms.DEFAULT).toString().contains(token.substring(token.lastIndexOf('.'))));
        assertTrue(issuer.issue(TokenTerms.DEFAULT).toString().contains("token=***"));
    }

    private void refused(String text, String reason) {
        var refusal = assertThrows(TokenException.class, () -> issuer.verifier.verify(text));
        assertEquals(reason, refusal.getMessage());
    }
}
