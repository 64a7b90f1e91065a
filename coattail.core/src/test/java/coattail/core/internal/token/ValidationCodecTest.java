// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import io.jsonwebtoken.Jwts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.core.internal.identity.InstanceId;
import coattail.core.spi.ValidationToken;

/** Validation tokens: what is issued, and what is taken for one. */
class ValidationCodecTest {
    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static TestIssuer stranger;
    private static ValidationIssuer.Issued issued;
    private static String header;
    private static String payload;

    @BeforeAll
    static void issue() {
        issuer = new TestIssuer(folder.resolve("keys"));
        stranger = new TestIssuer(folder.resolve("stranger"));
        issued = issuer.validations.issue(Duration.ofDays(1), Optional.of(Duration.ofDays(2)));
        String[] parts = issued.token().reveal().split("\\.");
        header = TestIssuer.decode(parts[0]);
        payload = TestIssuer.decode(parts[1]);
    }

    @Test
    void whatIsIssuedIsAsDocumented() {
        long now = issuer.now.getEpochSecond();

        assertEquals(
                "{\"alg\":\"EdDSA\",\"typ\":\"ct-vt+jwt\",\"kid\":\"KID\"}"
                        .replace("KID", InstanceId.thumbprintOf(issuer.keys.instanceId())),
                header);
        assertEquals(
                """
                {"ver":1,"iss":"ID","sub":"ID","jti":"JTI","iat":IAT,"nbf":NBF,"exp":EXP,\
                "cnf":{"jwk":{"kty":"OKP","crv":"Ed25519","x":"KEY"}}}"""
                        .replace("ID", issuer.keys.instanceId())
                        .replace("JTI", issued.claims().id())
                        .replace("IAT", Long.toString(now))
                        .replace("NBF", Long.toString(now + 86_400))
                        .replace("EXP", Long.toString(now + 3 * 86_400))
                        .replace("KEY", TestIssuer.encode(issuer.keys.publicKey())),
                payload);
    }

    @Test
    void whatIsIssuedIsWhatIsRead() throws Exception {
        for (var each : new ValidationIssuer.Issued[] {
            issued, issuer.validations.issue(Duration.ZERO, Optional.empty()), stranger.issueValidation()
        }) {
            String text = each.token().reveal();
            assertEquals(each.claims(), ValidationCodec.verify(text));
            var stored = new ValidationToken(
                    each.claims().id(),
                    each.claims().instanceId(),
                    TestIssuer.decode(text.split("\\.")[1]),
                    ValidationToken.State.ACTIVE,
                    Instant.EPOCH);
            assertEquals(each.claims(), ValidationCodec.of(stored));
        }
    }

    @Test
    void itSaysWhoseKeyItIs() {
        assertEquals(issuer.keys.instanceId(), issued.claims().instanceId());
        assertEquals(issuer.keys.pin(), issued.claims().pin());
        assertArrayEquals(issuer.keys.publicKey(), issued.claims().publicKey());
    }

    @Test
    void eachHasAnIdOfItsOwn() {
        assertFalse(issuer.issueValidation()
                .claims()
                .id()
                .equals(issuer.issueValidation().claims().id()));
    }

    @Test
    void timesOutOfRangeAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.validations.issue(Duration.ofSeconds(-1), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.validations.issue(Duration.ZERO, Optional.of(Duration.ZERO)));
    }

    @Test
    void itHoldsAMinuteLongerAndBeginsAMinuteEarlier() {
        ValidationClaims claims = issued.claims();
        Instant begin = claims.notBefore();
        Instant end = claims.expires().orElseThrow();

        assertEquals(Validity.NOT_YET, claims.at(begin.minusSeconds(61)));
        assertEquals(Validity.VALID, claims.at(begin.minusSeconds(60)));
        assertEquals(Validity.VALID, claims.at(end.plusSeconds(59)));
        assertEquals(Validity.EXPIRED, claims.at(end.plusSeconds(60)));
        assertEquals(Optional.of(end.plusSeconds(60)), claims.ends());
        assertEquals(
                Optional.empty(),
                issuer.validations
                        .issue(Duration.ZERO, Optional.empty())
                        .claims()
                        .ends());
    }

    @Test
    void anotherImplementationVerifiesWhatIsIssued() {
        var parsed = Jwts.parser()
                .verifyWith(issuer.keys.identityKey().publicKey())
                .clock(() -> Date.from(issued.claims().notBefore()))
                .build()
                .parseSignedClaims(issued.token().reveal());

        assertEquals("ct-vt+jwt", parsed.getHeader().getType());
        assertEquals(issuer.keys.instanceId(), parsed.getPayload().getSubject());
    }

    @Test
    void whatAnotherImplementationSignsVerifies() throws Exception {
        String other = Jwts.builder()
                .header()
                .type("ct-vt+jwt")
                .keyId(issuer.keys.identityKey().id())
                .and()
                .content(payload)
                .signWith(issuer.keys.identityKey().privateKey(), Jwts.SIG.EdDSA)
                .compact();

        assertEquals(issued.claims(), ValidationCodec.verify(other));
    }

    @Test
    void anAuthenticationTokenIsNoneAndTheOtherWayRound() {
        refused(
                issuer.issueText(TokenTerms.DEFAULT),
                "this is an authentication token; a validation token is needed here");
        var refusal = assertThrows(
                TokenException.class,
                () -> issuer.verifier.verify(issued.token().reveal()));
        assertEquals("this is a validation token; an authentication token is needed here", refusal.getMessage());
        assertThrows(TokenException.class, () -> HeldClaims.read(issued.token().reveal()));
    }

    /** Else who can sign tokens here could make others believe in any key. */
    @Test
    void theKeyOfAuthenticationTokensSignsNone() {
        refused(
                TestIssuer.sign(issuer.keys.tokenKey().privateKey(), header, payload.getBytes(UTF_8)),
                "the token's signature is wrong");
        refused(
                sign(
                        header.replaceFirst(
                                "\"kid\":\"[^\"]*\"",
                                "\"kid\":\"" + issuer.keys.tokenKey().id() + "\""),
                        payload),
                "the token's header names another key than the token itself");
    }

    @Test
    void anotherKeyThanTheOneThatSignedIsRefused() {
        String theirs = payload.replace(issued.claims().key(), TestIssuer.encode(stranger.keys.publicKey()));
        String theirHeader = header.replace(
                InstanceId.thumbprintOf(issuer.keys.instanceId()), InstanceId.thumbprintOf(stranger.keys.instanceId()));

        refused(sign(header, theirs), "the token's header names another key than the token itself");
        refused(sign(theirHeader, theirs), "the token's signature is wrong");
    }

    @Test
    void theIdOfAnotherInstanceIsRefused() {
        String ours = issuer.keys.instanceId();
        String other = stranger.keys.instanceId();

        refused(sign(header, payload.replace(ours, other)), "the token is of another instance than its key");
        refused(
                sign(header, payload.replace("\"sub\":\"" + ours, "\"sub\":\"" + other)),
                "the token's sub isn't " + ours);
        refused(
                sign(header, payload.replace("\"sub\":\"" + ours + "\"", "\"sub\":\"*\"")),
                "the token's sub isn't " + ours);
        refused(
                sign(header, payload.replace("\"iss\":\"" + ours, "\"iss\":\"" + other)),
                "the token's sub isn't " + other);
    }

    @Test
    void aTokenChangedAnywhereIsRefused() {
        String token = issued.token().reveal();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            char other = c == '.' ? 'A' : alphabet.charAt((alphabet.indexOf(c) + 1) % 64);
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThrows(TokenException.class, () -> ValidationCodec.verify(changed), "character " + i);
            String cut = token.substring(0, i);
            assertThrows(TokenException.class, () -> ValidationCodec.verify(cut), i + " characters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ver", "iss", "sub", "jti", "iat", "nbf", "cnf"})
    void aClaimThatIsMissingIsRefused(String name) {
        refused(
                sign(
                        header,
                        payload.replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\{.*?}}|[0-9]+),?", "")
                                .replace(",}", "}")),
                "the token has no " + name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "ver":1       | "ver":2              | is of a version that this version of Coattail doesn't know
            "ver":1       | "ver":"1"            | 's ver isn't a whole number from 0 to 2147483647
            "ver":1       | "ver":1.0            | 's ver isn't a whole number from 0 to 2147483647
            "ver":1       | "ver":1,"ver":1      | 's payload isn't JSON, repeats a name or is nested too deep
            "ver":1       | "ver":1,"aud":"x"    | has members that this version doesn't know
            "ver":1       | "ver":1,"use":"a"    | has members that this version doesn't know
            "jti":"       | "jti":"A             | is wrong: the token's id isn't 22 characters of base64url
            "jti":"       | "jti":null,"j":"     | 's jti isn't a string
            "iat":        | "iat":-              | 's iat isn't a whole number from 0 to 253402300799
            "nbf":        | "nbf":9              | is wrong: the token ends before it begins
            "exp":        | "exp":9999           | 's exp isn't a whole number from 0 to 253402300799
            "exp":        | "exp":null,"e":      | 's exp isn't a whole number from 0 to 253402300799
            OKP           | EC                   | 's cnf's jwk's kty isn't OKP
            OKP           | okp                  | 's cnf's jwk's kty isn't OKP
            Ed25519       | X25519               | 's cnf's jwk's crv isn't Ed25519
            Ed25519       | Ed448                | 's cnf's jwk's crv isn't Ed25519
            "x":"         | "x":"A               | 's key isn't 32 bytes in base64url
            "x":"         | "d":"AAAA","x":"     | 's cnf's jwk has members that this version doesn't know
            "x":"         | "kid":"a","x":"      | 's cnf's jwk has members that this version doesn't know
            "jwk":        | "jkt":"a","jwk":     | 's cnf has members that this version doesn't know
            "jwk":        | "jkt":               | 's cnf has no jwk
            "jwk":{       | "jwk":{"a":{"b":{}}, | 's payload isn't JSON, repeats a name or is nested too deep
            {"jwk":       | {"jwk":7,"b":        | 's cnf's jwk isn't an object
            "cnf":        | "cnf":"x","c":       | 's cnf isn't an object
            """)
    void anyOtherClaimsAreRefusedThoughTheSignatureIsRight(String from, String to, String reason) {
        assertTrue(payload.contains(from), from);
        refused(
                sign(header, payload.replaceFirst(Pattern.quote(from), to)),
                "the token" + (reason.startsWith("'") ? reason : " " + reason));
    }

    @Test
    void aKeyWrittenInAnotherWayIsRefused() {
        String key = issued.claims().key();
        char last = key.charAt(42); // 32 bytes leave two bits of the last character unused
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String same = key.substring(0, 42) + alphabet.charAt(alphabet.indexOf(last) + 1);
        assertArrayEquals(issuer.keys.publicKey(), Base64.getUrlDecoder().decode(same));

        for (String other : new String[] {same, key + "=", ""}) {
            refused(sign(header, payload.replace(key, other)), "the token's key isn't 32 bytes in base64url");
        }
    }

    /**
     * Under a key of small order, R = identity and S = 0 fit any message: everybody could sign, for this "instance".
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            })
    void aKeyOfSmallOrderIsRefused(String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        String theirs = payload.replace(issued.claims().key(), TestIssuer.encode(key))
                .replace(issuer.keys.instanceId(), InstanceId.ofKey(key));
        String theirHeader =
                header.replace(InstanceId.thumbprintOf(issuer.keys.instanceId()), InstanceId.thumbprint(key));
        byte[] anySignature = new byte[64];
        anySignature[0] = 1;

        refused(
                TestIssuer.encode(theirHeader.getBytes(UTF_8)) + "." + TestIssuer.encode(theirs.getBytes(UTF_8)) + "."
                        + TestIssuer.encode(anySignature),
                "the token's signature is wrong");
    }

    /** A claim could be bait for a parser; but for the key, none is looked at before the signature. */
    @Test
    void theSignatureIsCheckedBeforeTheOtherClaims() {
        byte[] bait = payload.replace("\"ver\":1", "\"ver\":\"bait\"").getBytes(UTF_8);

        refused(
                TestIssuer.sign(stranger.keys.identityKey().privateKey(), header, bait),
                "the token's signature is wrong");
    }

    @Test
    void nothingPrintsAToken() {
        assertTrue(issued.toString().contains("token=***"), issued.toString());
    }

    /** A stranger signs it with a key of his own, and a message goes to a terminal. */
    @Test
    void anIssuerThatIsNoneIsNotShown() {
        String id = issuer.keys.instanceId();
        for (String iss : new String[] {"\\u001b]0;x\\u0007", "\\u202e" + id, "x".repeat(2_000)}) {
            refused(
                    sign(header, payload.replace("\"iss\":\"" + id, "\"iss\":\"" + iss)),
                    "the token's iss isn't an instance id");
        }
    }

    private static String sign(String header, String payload) {
        return TestIssuer.sign(issuer.keys.identityKey().privateKey(), header, payload.getBytes(UTF_8));
    }

    private static void refused(String text, String reason) {
        var refusal = assertThrows(TokenException.class, () -> ValidationCodec.verify(text));
        assertEquals(reason, refusal.getMessage());
    }
}
