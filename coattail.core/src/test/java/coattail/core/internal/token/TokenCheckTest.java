// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import coattail.core.internal.identity.FaultySignatures;
import coattail.core.internal.identity.FaultySignatures.Fault;
import coattail.core.internal.identity.InstanceId;

/** The entry point for suites from outside. */
class TokenCheckTest {
    static final List<Fault> FAULTS = FaultySignatures.all();

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static TestIssuer stranger;
    private static String key;
    private static String payload;

    @BeforeAll
    static void issue() {
        issuer = new TestIssuer(folder.resolve("keys"));
        stranger = new TestIssuer(folder.resolve("stranger"));
        key = x(issuer);
        payload = issuer.payload(TokenTerms.DEFAULT);
    }

    @Test
    void whatTheInstanceAcceptsIsAcceptedAndNothingElse() {
        TokenCheck check = TokenCheck.of(ring(jwk(key), jwk(x(stranger))), issuer.keys.instanceId());

        assertEquals(Optional.empty(), check.refusal(issuer.issueText(TokenTerms.DEFAULT)));
        assertEquals(
                Optional.of("the token was issued by another instance, " + stranger.keys.instanceId()),
                check.refusal(stranger.issueText(TokenTerms.DEFAULT)));
        assertEquals(Optional.of("this isn't a token: one has three parts with a dot between them"), check.refusal(""));
        assertEquals(
                Optional.of("this is a validation token; an authentication token is needed here"),
                check.refusal(issuer.issueValidation().token().reveal()));
    }

    /** As an outside suite would see them: either the ring is refused for its key, or the token is. */
    @ParameterizedTest
    @FieldSource("FAULTS")
    void aFaultIsRefused(Fault fault) {
        String header = issuer.header().replace(issuer.keys.tokenKey().id(), InstanceId.thumbprint(fault.key()));
        String signed = TestIssuer.encode(header.getBytes(UTF_8)) + "." + TestIssuer.encode(payload.getBytes(UTF_8));
        String token = signed + "." + TestIssuer.encode(fault.sign().apply(signed.getBytes(UTF_8)));
        byte[] ring = ring(jwk(TestIssuer.encode(fault.key())));

        Optional<String> refusal;
        try {
            refusal = TokenCheck.of(ring, issuer.keys.instanceId()).refusal(token);
        } catch (IllegalArgumentException e) {
            refusal = Optional.of(e.getMessage());
        }
        assertTrue(refusal.isPresent());
    }

    @Test
    void whatAJwkMaySayIsUnderstood() {
        String full = jwk(key).replaceFirst(
                        "}$", ",\"kid\":\"" + issuer.keys.tokenKey().id() + "\",\"alg\":\"EdDSA\",\"use\":\"sig\"}");

        assertEquals(
                Optional.empty(),
                TokenCheck.of(ring(full), issuer.keys.instanceId()).refusal(issuer.issueText(TokenTerms.DEFAULT)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the key ring isn't a JSON object",
                "{} | the key ring has no keys",
                "{\"keys\":[]} | the key ring has no keys",
                "{\"keys\":{}} | the key ring's keys isn't an array of objects",
                "{\"keys\":[\"KEY\"]} | the key ring's keys isn't an array of objects",
                "{\"keys\":[JWK,JWK]} | the key ring has a key twice",
                "{\"keys\":[JWK],\"keys\":[JWK]} | the key ring isn't JSON, repeats a name or is nested too deep",
                "{\"keys\":[JWK],\"iss\":\"x\"} | the key ring has members that this version doesn't know",
                "{\"keys\":[{}]} | the key ring's keys has no kty",
                "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQAB\"}]} | the key ring's keys's kty isn't OKP",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"KEY\"}]} | the key ring's keys's kty isn't OKP",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\"}]} | the key ring's keys's crv isn't Ed25519",
                "{\"keys\":[OKP}]} | the key ring's keys has no x",
                "{\"keys\":[OKP,\"x\":\"KEY=\"}]} | the key ring's key isn't 32 bytes in base64url",
                "{\"keys\":[OKP,\"x\":\"AAAA\"}]} | the key ring's key isn't 32 bytes in base64url",
                "{\"keys\":[OKP,\"x\":7}]} | the key ring's keys's x isn't a string",
                "{\"keys\":[MORE,\"kid\":\"1\"}]} | the key ring's keys's kid isn't THUMBPRINT",
                "{\"keys\":[MORE,\"alg\":\"HS256\"}]} | the key ring's keys's alg isn't EdDSA",
                "{\"keys\":[MORE,\"use\":\"enc\"}]} | the key ring's keys's use isn't sig",
                "{\"keys\":[MORE,\"x5u\":\"\"}]} | the key ring's keys has members that this version doesn't know",
                "{\"keys\":[MORE,\"d\":\"\"}]} | the key ring has a private key; take its d away",
                "JWK | the key ring has no keys",
                "KEY | the key ring isn't JSON, repeats a name or is nested too deep",
            })
    void anotherRingIsRefused(String ring, String reason) {
        String json = ring.replace("MORE", jwk(key).replace("}", ""))
                .replace("JWK", jwk(key))
                .replace("OKP,", "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",")
                .replace("OKP}", "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}")
                .replace("KEY", key);

        var refusal = assertThrows(
                IllegalArgumentException.class, () -> TokenCheck.of(json.getBytes(UTF_8), issuer.keys.instanceId()));
        assertEquals(reason.replace("THUMBPRINT", issuer.keys.tokenKey().id()), refusal.getMessage());
    }

    @Test
    void itAnswersLineByLine() throws IOException {
        Path ring = Files.write(folder.resolve("ring.json"), ring(jwk(key)));
        String good = issuer.issueText(TokenTerms.DEFAULT);
        String[] arguments = {ring.toString(), issuer.keys.instanceId()};
        String notOne = "this isn't a token: one has three parts with a dot between them";

        assertEquals("0 accepted\naccepted\n|", run(good + "\n" + good, arguments));
        assertEquals(
                "1 accepted\nrefused: " + notOne + "\nrefused: " + notOne + "\naccepted\n|",
                run(good + "\n\ngarbage\n" + good + "\n", arguments));
        assertEquals("0 |", run("", arguments));
    }

    @Test
    void withoutARingItSaysWhatItNeeds() throws IOException {
        Path ring = Files.writeString(folder.resolve("none.json"), "{}");

        assertEquals(
                "2 |what is needed: a file with the key ring, a JWK Set, and the id of the issuer\n", run("", "ring"));
        assertEquals("2 |the key ring has no keys\n", run("", ring.toString(), issuer.keys.instanceId()));
        assertEquals(
                "2 |the issuer isn't an instance id, ct: and 43 characters of base64url\n",
                run("", ring.toString(), "north"));
    }

    private static String run(String lines, String... arguments) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = TokenCheck.run(
                arguments,
                new ByteArrayInputStream(lines.getBytes(UTF_8)),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, true, UTF_8));
        return code + " " + out.toString(UTF_8) + "|" + err.toString(UTF_8);
    }

    private static byte[] ring(String... jwks) {
        return ("{\"keys\":[" + String.join(",", jwks) + "]}").getBytes(UTF_8);
    }

    private static String jwk(String x) {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}";
    }

    private static String x(TestIssuer owner) {
        byte[] raw = owner.ring.find(owner.keys.tokenKey().id()).orElseThrow();
        return TestIssuer.encode(raw);
    }
}
