// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.core.internal.identity.FaultySignatures.Fault;
import coattail.core.internal.testing.Variants;

/** Published vectors, and the faults that public suites try. */
class Ed25519VectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    /** A vector of rfc8032.txt. */
    record Rfc8032(String name, byte[] seed, byte[] publicKey, byte[] message, byte[] signature) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rfc8032> rfc8032() throws IOException {
        try (var in = Ed25519VectorsTest.class.getResourceAsStream("rfc8032.txt")) {
            String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n");
            return Arrays.stream(blocks).skip(1).map(block -> {
                String[] part = block.split("\n", 2);
                String[] hex = part[1].replaceAll("\\s", "").split(",");
                return new Rfc8032(part[0], hex(hex[0]), hex(hex[1]), hex(hex[2]), hex(hex[3]));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("rfc8032")
    void theVectorsOfRfc8032Hold(Rfc8032 vector) {
        PrivateKeyPair pair = pair(vector.seed());

        assertArrayEquals(vector.publicKey(), pair.publicKey());
        assertArrayEquals(vector.signature(), pair.sign(vector.message()));
        assertTrue(Ed25519.verify(vector.publicKey(), vector.message(), vector.signature()));
    }

    /** RFC 8037, appendix A.1, A.2 and A.4. */
    @Test
    void theKeyOfRfc8037SignsAsItSays() {
        PrivateKeyPair pair = pair(Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
        byte[] signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        String signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        assertEquals("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", base64(pair.publicKey()));
        assertEquals(signature, base64(pair.sign(signed)));
        assertTrue(
                Ed25519.verify(pair.publicKey(), signed, Base64.getUrlDecoder().decode(signature)));
    }

    /** RFC 7638, 3.1: the digest of the required members in order; {@link InstanceIdTest} has RFC 8037's. */
    @Test
    void theThumbprintOfRfc7638IsOurDigest() {
        String n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPeb"
                + "WKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAt"
                + "aSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksIN"
                + "HaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        String canonical = "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + n + "\"}";

        assertEquals(
                "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
                base64(Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void withoutFaultASignatureVerifies() {
        Fault none = FaultySignatures.none();

        assertTrue(Ed25519.verify(none.key(), MESSAGE, none.sign().apply(MESSAGE)));
        assertTrue(FaultySignatures.looselyVerifies(
                none.key(), MESSAGE, none.sign().apply(MESSAGE)));
    }

    static final List<Fault> FAULTS = FaultySignatures.all();
    private static final Variants VARIANTS =
            Variants.of(Ed25519VectorsTest.class, "a signature or key of Ed25519 that isn't in order");

    @AfterAll
    static void noneIsAccepted() {
        VARIANTS.hold();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void aFaultySignatureIsRefused(Fault fault) {
        byte[] signature = fault.sign().apply(MESSAGE);

        assertTrue(
                !fault.someTakeIt() || FaultySignatures.looselyVerifies(fault.key(), MESSAGE, signature),
                "it would fail anywhere");
        VARIANTS.tried(fault.name(), Ed25519.verify(fault.key(), MESSAGE, signature));
    }

    static Stream<String> keysThatAreNone() {
        var raised = Stream.iterate(EdwardsPoint.FIELD, y -> y.bitLength() <= 255, y -> y.add(BigInteger.ONE))
                .flatMap(y -> Stream.of(y, y.setBit(255)))
                .map(EdwardsPoint::toBytes);
        return Stream.concat(raised, FaultySignatures.smallEncodings().stream()).map(HEX::formatHex);
    }

    /** All encodings from the field's size up, and all of points of small order. */
    @ParameterizedTest
    @MethodSource("keysThatAreNone")
    void aKeyThatIsNotCanonicalOrOfSmallOrderIsNone(String key) {
        VARIANTS.tried(key, Ed25519.isValidKey(hex(key)));
    }

    private static PrivateKeyPair pair(byte[] seed) {
        byte[] header = hex("302e020100300506032b657004220420");
        byte[] pkcs8 = Arrays.copyOf(header, header.length + seed.length);
        System.arraycopy(seed, 0, pkcs8, header.length, seed.length);
        return PrivateKeyPair.fromPkcs8(pkcs8).orElseThrow();
    }

    private static byte[] hex(String digits) {
        return HEX.parseHex(digits);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
