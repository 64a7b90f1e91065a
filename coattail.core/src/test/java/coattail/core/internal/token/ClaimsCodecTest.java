// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the payload may say. Every token here is rightly signed. */
class ClaimsCodecTest {
    private static final String PEER = "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU";

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static TokenTerms terms;

    @BeforeAll
    static void open() {
        issuer = new TestIssuer(folder.resolve("keys"));
        terms = new TokenTerms(
                Optional.of(PEER),
                Bearers.of(List.of("ipv4://192.168.0.0/24", "ipv6://2001:db8::/32"), false),
                new Permissions(
                        NameSet.of(List.of("echo", "greet")), NameSet.of(List.of("press")), NameSet.ANY, true, false),
                new Limits(10, 20, 30, 40, 50),
                Duration.ofDays(7),
                Optional.of(Duration.ofDays(14)));
    }

    @Test
    void thePayloadIsAsDocumented() {
        TokenIssuer.Issued issued = issuer.issue(terms);
        long now = issuer.now.getEpochSecond();

        assertEquals(
                """
                {"ver":1,"iss":"ID","aud":"ID","sub":"PEER","jti":"JTI","iat":IAT,"nbf":NBF,"exp":EXP,\
                "use":"authentication","host":"a.example","port":49365,"tls":true,"pin":["PIN"],\
                "cnf":{"jkt":"aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU"},\
                "validBearers":["ipv4://192.168.0.0/24","ipv6://2001:db8:0:0:0:0:0:0/32"],\
                "performable":["echo","greet"],"publishable":["press"],"subscribable":["*"],\
                "logs":true,"trace":false,\
                "lim":{"rps":10,"burst":20,"conc":30,"subs":40,"maxMsg":50}}"""
                        .replace("ID", issuer.keys.instanceId())
                        .replace("PEER", PEER)
                        .replace("JTI", issued.claims().id())
                        .replace("IAT", Long.toString(now))
                        .replace("NBF", Long.toString(now + 7 * 86_400))
                        .replace("EXP", Long.toString(now + 21 * 86_400))
                        .replace("PIN", issuer.keys.pin().toString()),
                issued.kept().claims());
    }

    @Test
    void whatIsIssuedIsWhatIsRead() throws Exception {
        for (TokenTerms each : List.of(terms, TokenTerms.DEFAULT)) {
            TokenIssuer.Issued issued = issuer.issue(each);

            assertEquals(
                    issued.claims(),
                    issuer.verifier.verify(issued.token().reveal()).claims());
            assertEquals(issued.claims(), HeldClaims.read(issued.token().reveal()), "the holder reads the same");
            assertEquals(
                    issued.claims(), ClaimsCodec.read(issued.kept().claims().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ver",
                "iss",
                "aud",
                "sub",
                "jti",
                "iat",
                "nbf",
                "use",
                "host",
                "port",
                "tls",
                "pin",
                "validBearers",
                "performable",
                "publishable",
                "subscribable",
                "logs",
                "trace",
                "lim",
                "rps",
                "burst",
                "conc",
                "subs",
                "maxMsg",
                "jkt",
            })
    void aClaimThatIsMissingIsMissed(String name) {
        String payload = issuer.payload(terms);
        String without = payload.replace("\"" + name + "\":", "\"other\":");

        assertFalse(payload.equals(without));
        refused(without, "has no " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ver",
                "iss",
                "aud",
                "sub",
                "jti",
                "iat",
                "nbf",
                "exp",
                "use",
                "host",
                "port",
                "tls",
                "pin",
                "cnf",
                "jkt",
                "validBearers",
                "performable",
                "publishable",
                "subscribable",
                "logs",
                "trace",
                "lim",
                "rps",
                "burst",
                "conc",
                "subs",
                "maxMsg",
            })
    void aClaimOfAnotherTypeIsRefused(String name) {
        String payload = issuer.payload(terms);
        for (String value : List.of("null", "1.5", "{\"a\":1}", "[1]", "-1", "1e3", "99999999999999999999")) {
            String changed = payload.replaceAll(
                    "\"" + name + "\":(\"[^\"]*\"|[0-9]+|true|false|\\[[^]]*]|\\{[^}]*})", "\"" + name + "\":" + value);
            assertFalse(payload.equals(changed));
            assertThrows(TokenException.class, () -> read(changed), name + " = " + value);
        }
    }

    @Test
    void aClaimGivenTwiceIsRefused() {
        String payload = issuer.payload(terms);

        refused(payload.replace("\"logs\":", "\"logs\":false,\"logs\":"), "repeats a name");
        refused(payload.replace("\"rps\":", "\"rps\":9,\"rps\":"), "repeats a name");
        refused(payload.replace("\"logs\":", "\"logs\":false,\"l\\u006fgs\":"), "repeats a name");
    }

    @Test
    void aClaimThatIsNotKnownIsRefused() {
        String payload = issuer.payload(terms);

        refused(payload.replace("\"logs\":", "\"more\":1,\"logs\":"), "members that this version doesn't know");
        refused(payload.replace("\"rps\":", "\"more\":1,\"rps\":"), "members that this version doesn't know");
        refused(payload.replace("\"jkt\":", "\"jwk\":{},\"jkt\":"), "members that this version doesn't know");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ver\":1 | \"ver\":2 | of a version that this version of Coattail doesn't know",
                "\"use\":\"authentication\" | \"use\":\"validation\" | use isn't authentication",
                "\"tls\":true | \"tls\":false | without TLS",
                "\"port\":49365 | \"port\":0 | a port is from 1 to 65535",
                "\"port\":49365 | \"port\":65536 | a port is from 1 to 65535",
                "\"host\":\"a.example\" | \"host\":\"\" | the host is neither a host name nor an address",
                "\"host\":\"a.example\" | \"host\":\"a b\" | the host is neither a host name nor an address",
                "\"host\":\"a.example\" | \"host\":\"a\\u001b\" | the host is neither a host name nor an address",
                "\"pin\":[\"sha256/ | \"pin\":[\"sha512/ | pin is wrong",
                "\"sub\":\"ct: | \"sub\":\"cx: | the subject is neither",
                "\"iss\":\"ct: | \"iss\":\"cx: | iss isn't",
                "\"aud\":\"ct: | \"aud\":\"cx: | aud isn't",
                "\"jkt\":\"a | \"jkt\":\"+ | thumbprint",
                "\"jti\":\" | \"jti\":\"= | the token's id isn't",
                "\"performable\":[\"echo\" | \"performable\":[\"../echo\" | performable is wrong",
                "\"performable\":[\"echo\" | \"performable\":[\"ec*\" | performable is wrong",
                "\"performable\":[\"echo\" | \"performable\":[\"e\\u202eo\" | performable is wrong",
                "\"ipv4://192.168.0.0/24\" | \"ipv4://192.168.0.1/24\" | validBearers is wrong",
                "\"ipv4://192.168.0.0/24\" | \"http://192.168.0.0/24\" | validBearers is wrong",
                "\"ipv4://192.168.0.0/24\" | \"*\" | a token that is bound to a key isn't for anyone",
                "\"rps\":10 | \"rps\":0 | lim is wrong",
                "\"maxMsg\":50 | \"maxMsg\":0 | lim is wrong",
            })
    void aValueOutOfRangeIsRefused(String good, String bad, String reason) {
        String payload = issuer.payload(terms);

        assertTrue(payload.contains(good), payload);
        refused(payload.replace(good, bad), reason);
    }

    @Test
    void aTokenForAnotherInstanceIsRefused() {
        String payload = issuer.payload(terms).replace(issuer.keys.instanceId(), PEER);

        var refusal = assertThrows(TokenException.class, () -> read(payload));
        assertEquals("the token was issued by another instance, " + PEER, refusal.getMessage());
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        String id = issuer.keys.instanceId();

        refused(issuer.payload(terms).replace("\"aud\":\"" + id, "\"aud\":\"" + PEER), "aud isn't " + id);
    }

    @Test
    void anEndThatIsNotAfterTheBeginningIsRefused() {
        String payload = issuer.payload(terms);

        refused(payload.replaceAll("\"exp\":[0-9]+", "\"exp\":0"), "the token ends before it begins");
    }

    @Test
    void depthAndLengthAreBounded() {
        String payload = issuer.payload(terms);

        refused(payload.replace("\"logs\":", "\"deep\":[[[[1]]]],\"logs\":"), "nested too deep");
        String many = String.join(",", Collections.nCopies(65, "\"x\""));
        refused(payload.replace("\"echo\"", many), "an array of more than 64 items");
    }

    @Test
    void whatIsNotOneObjectInUtf8IsRefused() {
        String payload = issuer.payload(terms);

        refused("[]", "isn't a JSON object");
        refused("null", "isn't a JSON object");
        refused("\"" + "x".repeat(20) + "\"", "isn't a JSON object");
        refused(payload + payload, "isn't JSON");
        refused(payload + " x", "isn't JSON");
        refused("\ufeff" + payload, "isn't JSON");
        refused(payload.replace("\"logs\":true", "\"logs\":true,"), "isn't JSON");
        refused(payload.replace("\"logs\":true", "\"logs\":True"), "isn't JSON");
        refused("/* */" + payload, "isn't JSON");
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            byte[] other = "{\"a\":1}".getBytes(charset);
            assertThrows(TokenException.class, () -> issuer.verifier.verify(issuer.sign(issuer.header(), other)));
        }
        byte[] malformed = {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'};
        var refusal = assertThrows(
                TokenException.class, () -> issuer.verifier.verify(issuer.sign(issuer.header(), malformed)));
        assertEquals("the token's payload isn't UTF-8", refusal.getMessage());
    }

    private void read(String payload) throws TokenException {
        issuer.verifier.verify(issuer.sign(issuer.header(), payload));
    }

    /** The holder reads claims that nobody has verified, and a message goes to a terminal. */
    @Test
    void anIssuerThatIsNoneIsNotShown() {
        String id = issuer.keys.instanceId();
        String payload = issuer.payload(terms);
        for (String iss : List.of("\\u001b]0;x\\u0007", "\\u202e" + id, "x".repeat(2_000))) {
            refused(payload.replace("\"iss\":\"" + id, "\"iss\":\"" + iss), "the token's iss isn't an instance id");
        }
    }

    private void refused(String payload, String reason) {
        var refusal = assertThrows(TokenException.class, () -> read(payload));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        String token = issuer.sign(issuer.header(), payload);
        var held = assertThrows(TokenException.class, () -> HeldClaims.read(token), "the holder is as strict");
        assertEquals(refusal.getMessage(), held.getMessage());
    }
}
