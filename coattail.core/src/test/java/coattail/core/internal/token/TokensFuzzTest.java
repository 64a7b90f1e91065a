// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.testing.BoundedFuzzing;
import coattail.core.spi.KeyPin;

/** Tokens, claims and keys of strangers, see docs/security.md, "Fuzzing". */
class TokensFuzzTest {
    private static final int LONGEST_MESSAGE = 400;
    private static final byte[] SEED = seed();
    private static final byte[] KEY = publicKey(SEED);
    private static final String ISSUER = InstanceId.ofKey(KEY);

    private static final String CLAIMS = ("{'ver':1,'iss':'ISSUER','aud':'ISSUER','sub':'*',"
                    + "'jti':'AAECAwQFBgcICQoLDA0ODw','iat':1772366400,'nbf':1772366400,'exp':1780142400,"
                    + "'use':'authentication','host':'a.example','port':49365,'tls':true,'pin':['PIN'],"
                    + "'validBearers':['ipv4://10.0.0.0/8'],'performable':['resize'],'publishable':[],"
                    + "'subscribable':['*'],'logs':false,'trace':false,"
                    + "'lim':{'rps':100,'burst':200,'conc':64,'subs':100,'maxMsg':1048576}}")
            .replace('\'', '"')
            .replace("ISSUER", ISSUER)
            .replace("PIN", KeyPin.of(InstanceId.toSpki(KEY)).toString());
    /** One that is right, and that its file is held against: Ed25519 makes the same signature each time. */
    private static final String TOKEN = sign(TokenType.AUTHENTICATION, CLAIMS.getBytes(UTF_8));

    private static final String VALIDATION = ("{'ver':1,'iss':'ISSUER','sub':'ISSUER','jti':'AAECAwQFBgcICQoLDA0ODw',"
                    + "'iat':1772366400,'nbf':1772366400,'exp':1780142400,"
                    + "'cnf':{'jwk':{'kty':'OKP','crv':'Ed25519','x':'KEY'}}}")
            .replace('\'', '"')
            .replace("ISSUER", ISSUER)
            .replace("KEY", TestIssuer.encode(KEY));

    private static final TokenCheck CHECK = TokenCheck.of(keyRing(), ISSUER);

    /** Any text: what is accepted is a text that was issued, and no other that means the same. */
    @FuzzTest
    void tokens(byte[] input) {
        String text = new String(input, ISO_8859_1);
        Optional<String> refusal = CHECK.refusal(text);
        refusal.ifPresent(TokensFuzzTest::assertOneLine);
        assertTrue(refusal.isPresent() || text.equals(TOKEN), "a text that nobody has issued is accepted");
        try {
            ValidationCodec.verify(text);
        } catch (TokenException e) {
            assertOneLine(e.getMessage());
        }
    }

    /** Any claims under a signature that is right. */
    @FuzzTest
    void claims(byte[] input) throws TokenException {
        TokenClaims claims;
        try {
            claims = ClaimsCodec.read(input);
        } catch (TokenException e) {
            assertOneLine(e.getMessage());
            return;
        }
        assertEquals(Optional.empty(), JsonOracle.fault(input), "claims that aren't strict JSON are read");
        byte[] written = ClaimsCodec.write(claims).getBytes(UTF_8);
        assertEquals(claims, ClaimsCodec.read(written));
        assertEquals(JsonOracle.members(input), JsonOracle.members(written), "members that are lost or made up");
    }

    /** Any claims of a validation token, signed by its key. */
    @FuzzTest
    void validations(byte[] input) throws TokenException {
        ValidationClaims claims;
        try {
            claims = ValidationCodec.verify(sign(TokenType.VALIDATION, input));
        } catch (TokenException e) {
            assertOneLine(e.getMessage());
            return;
        }
        assertEquals(Optional.empty(), JsonOracle.fault(input), "claims that aren't strict JSON are read");
        assertArrayEquals(KEY, claims.publicKey());
        byte[] written = ValidationCodec.write(claims).getBytes(UTF_8);
        assertEquals(claims, ValidationCodec.verify(sign(TokenType.VALIDATION, written)));
        assertEquals(JsonOracle.members(input), JsonOracle.members(written), "members that are lost or made up");
    }

    /** Any key ring. */
    @FuzzTest
    void keyRings(byte[] input) {
        try {
            TokenCheck.of(input, ISSUER);
        } catch (IllegalArgumentException e) {
            assertOneLine(e.getMessage());
            return;
        }
        assertEquals(Optional.empty(), JsonOracle.fault(input), "a ring that isn't strict JSON is read");
        assertEquals(Set.of("keys"), JsonOracle.members(input));
    }

    /** Any JSON is taken or refused as a second reader does it. */
    @FuzzTest
    void json(byte[] input) {
        Optional<String> fault = JsonOracle.fault(input);
        try {
            StrictJson.parse(input, "the text");
        } catch (TokenException e) {
            assertOneLine(e.getMessage());
            assertTrue(fault.isPresent(), () -> "refused without a reason: " + e.getMessage() + ", " + e.getCause());
            return;
        }
        assertEquals(Optional.empty(), fault, "JSON with a fault is read");
    }

    @Test
    void theTokenOfTheFilesIsAccepted() {
        assertEquals(Optional.empty(), CHECK.refusal(TOKEN));
        BoundedFuzzing.requireFile(TokensFuzzTest.class, "tokens", "right", TOKEN.getBytes(ISO_8859_1));
        BoundedFuzzing.requireFile(TokensFuzzTest.class, "claims", "right", CLAIMS.getBytes(UTF_8));
        BoundedFuzzing.requireFile(TokensFuzzTest.class, "validations", "right", VALIDATION.getBytes(UTF_8));
        BoundedFuzzing.requireFile(TokensFuzzTest.class, "keyRings", "right", keyRing());
    }

    @Test
    void tokensMutated() {
        BoundedFuzzing.run(TokensFuzzTest.class, "tokens", 4_000, this::tokens);
    }

    @Test
    void claimsMutated() {
        BoundedFuzzing.run(TokensFuzzTest.class, "claims", 5_000, this::claims);
    }

    @Test
    void validationsMutated() {
        BoundedFuzzing.run(TokensFuzzTest.class, "validations", 1_000, this::validations);
    }

    @Test
    void keyRingsMutated() {
        BoundedFuzzing.run(TokensFuzzTest.class, "keyRings", 4_000, this::keyRings);
    }

    @Test
    void jsonMutated() {
        BoundedFuzzing.run(TokensFuzzTest.class, "json", 10_000, this::json);
    }

    static void assertOneLine(String message) {
        assertTrue(message.length() <= LONGEST_MESSAGE, () -> message.length() + " characters: " + message);
        assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'), message);
    }

    private static byte[] seed() {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        Arrays.fill(seed, (byte) 7);
        return seed;
    }

    private static byte[] publicKey(byte[] seed) {
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        return key;
    }

    private static byte[] keyRing() {
        return ("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + TestIssuer.encode(KEY)
                        + "\",\"use\":\"sig\",\"alg\":\"EdDSA\"}]}")
                .getBytes(UTF_8);
    }

    private static String sign(TokenType type, byte[] payload) {
        String header =
                "{\"alg\":\"EdDSA\",\"typ\":\"" + type.header() + "\",\"kid\":\"" + InstanceId.thumbprint(KEY) + "\"}";
        byte[] signed = (TestIssuer.encode(header.getBytes(UTF_8)) + "." + TestIssuer.encode(payload)).getBytes(UTF_8);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(SEED, 0, signed, 0, signed.length, signature, 0);
        return new String(signed, UTF_8) + "." + TestIssuer.encode(signature);
    }
}
