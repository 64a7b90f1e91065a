// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.core.internal.identity.FaultySignatures;
import coattail.core.internal.identity.FaultySignatures.Fault;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.testing.Variants;

/** Tokens with the faults that public suites for JOSE and for Ed25519 try; {@link JwsTest} has the plain ones. */
class TokenFaultsTest {
    static final List<Fault> FAULTS = FaultySignatures.all();
    private static final Variants SIGNATURES =
            Variants.of(TokenFaultsTest.class, "a token of either kind with such a signature or key");
    private static final Variants WRITINGS =
            Variants.of(TokenFaultsTest.class, "a token written in another way than that in which it is issued");

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static String token;
    private static String payload;

    @BeforeAll
    static void issue() {
        issuer = new TestIssuer(folder.resolve("keys"));
        payload = issuer.payload(TokenTerms.DEFAULT);
        token = issuer.sign(issuer.header(), payload);
    }

    @AfterAll
    static void noneIsAccepted() {
        SIGNATURES.hold();
        WRITINGS.hold();
    }

    @Test
    void withoutFaultATokenIsAccepted() {
        Fault none = FaultySignatures.none();

        assertDoesNotThrow(() -> issuer.verifier.verify(token));
        assertDoesNotThrow(
                () -> Jws.parse(authentication(none), TokenType.AUTHENTICATION).verify(none.key()));
        assertDoesNotThrow(() -> ValidationCodec.verify(validation(none)));
    }

    /** As if such a key were in the ring, or the issuer signed so. */
    @ParameterizedTest
    @FieldSource("FAULTS")
    void anAuthenticationTokenWithAFaultySignatureIsRefused(Fault fault) {
        String faulty = authentication(fault);

        assertThrows(TokenException.class, () -> Jws.parse(faulty, TokenType.AUTHENTICATION)
                .verify(fault.key()));
        SIGNATURES.tried(fault.name(), false);
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void aValidationTokenWithAFaultySignatureIsRefused(Fault fault) {
        String faulty = validation(fault);

        assertThrows(TokenException.class, () -> ValidationCodec.verify(faulty));
        SIGNATURES.tried(fault.name() + ", in a validation token", false);
    }

    /** How a part, or the whole text, is written. Each is decoded to the right bytes by some lax decoder. */
    record Writing(String name, UnaryOperator<String> rewrite) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Writing> writingsOfAPart() {
        return Stream.of(
                new Writing("padded with =", part -> part + "=".repeat((4 - part.length() % 4) % 4 + 4)),
                new Writing("with the padding that belongs there", part -> padded(part)),
                new Writing("with one = too many", part -> padded(part) + "="),
                new Writing("followed by A", part -> part + "A"),
                new Writing("followed by a new line", part -> part + "\n"),
                new Writing("with a new line in it", part -> part.substring(0, 8) + "\r\n" + part.substring(8)),
                new Writing("with a space before it", part -> " " + part),
                new Writing("with a tab in it", part -> part.substring(0, 4) + "\t" + part.substring(4)),
                new Writing("with a NUL after it", part -> part + "\0"),
                new Writing("with a character outside ASCII", part -> part.substring(1) + "\u0131"),
                new Writing("with a full-width letter", part -> (char) (part.charAt(0) + 0xFEE0) + part.substring(1)),
                new Writing("percent encoded", part -> "%" + Integer.toHexString(part.charAt(0)) + part.substring(1)),
                new Writing("in lower case", part -> part.toLowerCase(Locale.ROOT)),
                new Writing("in hexadecimal", part -> HexFormat.of()
                        .formatHex(Base64.getUrlDecoder().decode(part))),
                new Writing("with a tail that isn't zero", TokenFaultsTest::otherTail),
                new Writing("empty", part -> ""));
    }

    @ParameterizedTest
    @MethodSource("writingsOfAPart")
    void aPartWrittenInAnotherWayIsRefused(Writing writing) {
        int tried = 0;
        for (int part = 0; part < 3; part++) {
            String[] parts = token.split("\\.");
            String other = writing.rewrite().apply(parts[part]);
            if (other.equals(parts[part])) {
                continue; // a part whose length is a multiple of four has no padding, and no tail
            }
            tried++;
            parts[part] = other;
            refused(String.join(".", parts));
        }
        assertTrue(tried > 0, "a part that can be written so");
        WRITINGS.tried(writing.name(), false);
    }

    /** The alphabet of plain base64, in each part. */
    @Test
    void theOtherAlphabetOfBase64IsRefused() {
        int tried = 0;
        for (int i = 0; tried < 6 && i < 100; i++) {
            String issued = issuer.sign(issuer.header(), payload.replace("a.example", i + ".example\u00ff\u00bf"));
            for (int part = 1; part < 3; part++) {
                String[] parts = issued.split("\\.");
                String plain = parts[part].replace('-', '+').replace('_', '/');
                tried += plain.equals(parts[part]) ? 0 : 1;
                parts[part] = plain;
                String text = String.join(".", parts);
                if (!text.equals(issued)) {
                    refused(text);
                }
            }
        }
        assertTrue(tried >= 6, "tokens with - or _ in them");
        WRITINGS.tried("in the other alphabet of base64", false);
    }

    static Stream<Writing> writingsOfAToken() {
        return Stream.of(
                new Writing("JSON, flattened (RFC 7515, 7.2.2)", TokenFaultsTest::flattened),
                new Writing("JSON, general (RFC 7515, 7.2.1)", text -> general(text)),
                new Writing("detached payload (RFC 7515, appendix F)", text -> without(text, 1)),
                new Writing("no signature", text -> without(text, 2)),
                new Writing("no header", text -> without(text, 0)),
                new Writing("two parts", text -> text.substring(0, text.lastIndexOf('.'))),
                new Writing("four parts", text -> text + ".AAAA"),
                new Writing("five parts, as JWE has", text -> text + ".AAAA.AAAA"),
                new Writing("a leading dot", text -> "." + text),
                new Writing("a trailing dot", text -> text + "."),
                new Writing("two dots", text -> text.replaceFirst("\\.", "..")),
                new Writing("other dots", text -> text.replace('.', '\u3002')),
                new Writing("dots, percent encoded", text -> text.replace(".", "%2E")),
                new Writing("scheme before it", text -> "Bearer " + text),
                new Writing("quoted", text -> '"' + text + '"'),
                new Writing("a byte order mark before it", text -> "\ufeff" + text),
                new Writing("twice", text -> text + text),
                new Writing("twice, with a new line", text -> text + "\n" + text),
                new Writing("encoded once more", text -> TestIssuer.encode(text.getBytes(US_ASCII))),
                new Writing("payload and header swapped", text -> text.replaceFirst("(.*)\\.(.*)\\.", "$2.$1.")));
    }

    @ParameterizedTest
    @MethodSource("writingsOfAToken")
    void aTokenInAnotherSerializationIsRefused(Writing writing) {
        refused(writing.rewrite().apply(token));
        WRITINGS.tried(writing.name(), false);
    }

    /** The bytes of header and payload: rightly signed, and no JSON as RFC 8259 has it, or none of ours. */
    record Bytes(String name, UnaryOperator<byte[]> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bytes> encodings() {
        return Stream.of(
                new Bytes("UTF-16", json -> new String(json, UTF_8).getBytes(UTF_16)),
                new Bytes("UTF-16, little endian", json -> new String(json, UTF_8).getBytes(UTF_16LE)),
                new Bytes("byte order mark", json -> ("\ufeff" + new String(json, UTF_8)).getBytes(UTF_8)),
                new Bytes("overlong quotation mark", json -> bytes(json, "\"", 0xC0, 0xA2)),
                new Bytes("a byte that is no UTF-8", json -> bytes(json, "\":", 0xFF, '"', ':')),
                new Bytes("half of a surrogate pair, as bytes", json -> bytes(json, "{", '{', 0xED, 0xA0, 0x80)),
                new Bytes("single quotes", json -> text(json, text -> text.replace('"', '\''))),
                new Bytes("names without quotes", json -> text(json, text -> text.replaceAll("\"(\\w+)\":", "$1:"))),
                new Bytes("a comment", json -> text(json, text -> text.replaceFirst("\\{", "{/* */"))),
                new Bytes("a comment to the end of the line", json -> text(json, text -> text + "// {}")),
                new Bytes("a comma at the end", json -> text(json, text -> text.replaceFirst("}$", ",}"))),
                new Bytes("two objects", json -> text(json, text -> text + text)),
                new Bytes("cut off", json -> Arrays.copyOf(json, json.length - 1)),
                new Bytes("a bracket too many", json -> text(json, text -> text + "}")),
                new Bytes("an array around it", json -> text(json, text -> "[" + text + "]")),
                new Bytes("a string of it", json -> text(json, text -> '"' + text.replace("\"", "\\\"") + '"')),
                new Bytes("null", json -> "null".getBytes(UTF_8)),
                new Bytes("white space alone", json -> " ".getBytes(UTF_8)),
                new Bytes("NUL after it", json -> text(json, text -> text + "\0")),
                new Bytes(
                        "deep nesting",
                        json -> text(
                                json,
                                text -> text.replaceFirst("}$", ",\"x\":" + "[".repeat(9) + "]".repeat(9) + "}"))),
                new Bytes("a member more", json -> text(json, text -> text.replaceFirst("}$", ",\"x\":1}"))),
                new Bytes("a member without name", json -> text(json, text -> text.replaceFirst("}$", ",\"\":1}"))),
                new Bytes("__proto__", json -> text(json, text -> text.replaceFirst("}$", ",\"__proto__\":{}}"))));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aHeaderThatIsNotOurJsonIsRefused(Bytes bytes) {
        byte[] header = bytes.change().apply(issuer.header().getBytes(UTF_8));

        refused(TestIssuer.sign(issuer.keys.tokenKey().privateKey(), header, payload.getBytes(UTF_8)));
        WRITINGS.tried("a header in " + bytes, false);
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aPayloadThatIsNotOurJsonIsRefused(Bytes bytes) {
        byte[] changed = bytes.change().apply(payload.getBytes(UTF_8));

        refused(TestIssuer.sign(
                issuer.keys.tokenKey().privateKey(), issuer.header().getBytes(UTF_8), changed));
        WRITINGS.tried("a payload in " + bytes, false);
    }

    private static void refused(String text) {
        assertThrows(TokenException.class, () -> issuer.verifier.verify(text));
    }

    private static String authentication(Fault fault) {
        String header = issuer.header().replace(issuer.keys.tokenKey().id(), InstanceId.thumbprint(fault.key()));
        return signed(fault, header, payload);
    }

    private static String validation(Fault fault) {
        String[] parts = issuer.issueValidation().token().reveal().split("\\.");
        String theirs = TestIssuer.decode(parts[1])
                .replace(TestIssuer.encode(issuer.keys.publicKey()), TestIssuer.encode(fault.key()))
                .replace(issuer.keys.instanceId(), InstanceId.ofKey(fault.key()));
        String header = TestIssuer.decode(parts[0])
                .replace(InstanceId.thumbprintOf(issuer.keys.instanceId()), InstanceId.thumbprint(fault.key()));
        return signed(fault, header, theirs);
    }

    private static String signed(Fault fault, String header, String claims) {
        String signed = TestIssuer.encode(header.getBytes(UTF_8)) + "." + TestIssuer.encode(claims.getBytes(UTF_8));
        return signed + "." + TestIssuer.encode(fault.sign().apply(signed.getBytes(US_ASCII)));
    }

    private static String padded(String part) {
        return part + "=".repeat((4 - part.length() % 4) % 4);
    }

    private static String otherTail(String part) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        if (part.length() % 4 == 0) {
            return part;
        }
        int last = part.length() - 1;
        return part.substring(0, last) + alphabet.charAt(alphabet.indexOf(part.charAt(last)) + 1);
    }

    private static String flattened(String text) {
        String[] parts = text.split("\\.");
        return "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                + "\"}";
    }

    private static String general(String text) {
        String[] parts = text.split("\\.");
        return "{\"payload\":\"" + parts[1] + "\",\"signatures\":[{\"protected\":\"" + parts[0] + "\",\"signature\":\""
                + parts[2] + "\"}]}";
    }

    private static String without(String text, int part) {
        String[] parts = text.split("\\.");
        parts[part] = "";
        return String.join(".", parts);
    }

    private static byte[] text(byte[] json, UnaryOperator<String> change) {
        return change.apply(new String(json, UTF_8)).getBytes(UTF_8);
    }

    private static byte[] bytes(byte[] json, String at, int... instead) {
        String latin = new String(json, ISO_8859_1);
        var chars = new StringBuilder();
        for (int each : instead) {
            chars.append((char) each);
        }
        return latin.replaceFirst(Pattern.quote(at), Matcher.quoteReplacement(chars.toString()))
                .getBytes(ISO_8859_1);
    }
}
