// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import io.jsonwebtoken.security.Jwks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import coattail.core.internal.identity.InstanceId;

/** The examples of the RFCs: none of them is a token of ours. What of them is, {@link JwsTest} has. */
class RfcExamplesTest {
    private static final String CLAIMS =
            ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt" + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    private static final String RS256 =
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W"
                    + "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS"
                    + "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
                    + "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    private static final String ES256 =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    private static final String NOT_EDDSA = "the token's header's alg isn't EdDSA";
    private static final String NOT_BASE64URL = "this isn't a token: a part of it isn't base64url in its one form";
    private static final String NOT_THREE = "this isn't a token: one has three parts with a dot between them";

    @TempDir
    static Path folder;

    private static TestIssuer issuer;

    /** An example, and why it is refused. */
    record Example(String name, String text, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Example> EXAMPLES = List.of(
            new Example(
                    "RFC 7515, A.1: HS256",
                    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" + CLAIMS + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                    NOT_EDDSA),
            new Example("RFC 7515, A.2: RS256", "eyJhbGciOiJSUzI1NiJ9" + CLAIMS + RS256, NOT_EDDSA),
            new Example("RFC 7515, A.3: ES256", "eyJhbGciOiJFUzI1NiJ9" + CLAIMS + ES256, NOT_EDDSA),
            new Example(
                    "RFC 7515, A.4: ES512",
                    "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPW"
                            + "ROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKv"
                            + "U8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn",
                    NOT_EDDSA),
            new Example("RFC 7515, A.5: unsecured", "eyJhbGciOiJub25lIn0" + CLAIMS, NOT_EDDSA),
            new Example(
                    "RFC 7515, A.6: general JSON",
                    "{\"payload\":\"" + CLAIMS.replace(".", "") + "\",\"signatures\":[{\"protected\":"
                            + "\"eyJhbGciOiJSUzI1NiJ9\",\"header\":{\"kid\":\"2010-12-29\"},\"signature\":\"" + RS256
                            + "\"},{\"protected\":\"eyJhbGciOiJFUzI1NiJ9\",\"header\":{\"kid\":"
                            + "\"e9bc097a-ce51-4036-9562-d2ade882db0d\"},\"signature\":\"" + ES256 + "\"}]}",
                    NOT_THREE),
            new Example(
                    "RFC 7515, A.7: flattened JSON",
                    "{\"payload\":\"" + CLAIMS.replace(".", "")
                            + "\",\"protected\":\"eyJhbGciOiJFUzI1NiJ9\",\"header\":"
                            + "{\"kid\":\"e9bc097a-ce51-4036-9562-d2ade882db0d\"},\"signature\":\"" + ES256 + "\"}",
                    NOT_THREE),
            new Example("RFC 7515, appendix F: detached content", "eyJhbGciOiJFUzI1NiJ9.." + ES256, NOT_EDDSA),
            new Example(
                    "RFC 7516, A.1: encrypted",
                    "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYU"
                            + "mKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbS"
                            + "v04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqN"
                            + "zo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2"
                            + "LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALv"
                            + "tu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A.XFBoMYUZodetZdvTiFvSkQ",
                    NOT_THREE),
            new Example("RFC 7519, 6.1: unsecured", "eyJhbGciOiJub25lIn0" + CLAIMS, NOT_EDDSA),
            new Example(
                    "RFC 7797, 4.1: plain payload, as usual",
                    "eyJhbGciOiJIUzI1NiJ9.JC4wMg.5mvfOroL-g7HyqJoozehmsaqmvTYGEq5jTI1gVvoEoQ",
                    NOT_EDDSA),
            new Example(
                    "RFC 7797, 4.2: b64 is false, content detached",
                    "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwX"
                            + "ZC4YLPff6dmDY",
                    NOT_EDDSA),
            new Example(
                    "RFC 7797, 4.2: b64 is false",
                    "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.$.02"
                            + ".A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY",
                    NOT_THREE),
            new Example(
                    "RFC 8037, A.4: EdDSA, but no more in its header",
                    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09P"
                            + "GcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
                    "the token's header has no typ"),
            new Example(
                    "RFC 7515, A.5, with a signature that is no base64url",
                    "eyJhbGciOiJub25lIn0" + CLAIMS + "=",
                    NOT_EDDSA),
            new Example("RFC 4648, 10: BASE64(\"fo\")", "Zm8=.Zm8=.Zm8=", NOT_BASE64URL));

    @BeforeAll
    static void issue() {
        issuer = new TestIssuer(folder.resolve("keys"));
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void anExampleIsRefused(Example example) {
        var refusal = assertThrows(TokenException.class, () -> issuer.verifier.verify(example.text()));

        assertEquals(example.reason(), refusal.getMessage());
    }

    /** RFC 7638, by another implementation, which is held to the example of section 3.1 as well. */
    @Test
    void anotherImplementationHasTheSameThumbprints() {
        var rsa = Jwks.parser()
                .build()
                .parse("{\"kty\":\"RSA\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":"
                        + "\"2011-04-29\",\"n\":\""
                        + "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B"
                        + "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F"
                        + "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4"
                        + "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw\"}");
        var own = Jwks.builder().key(issuer.keys.tokenKey().publicKey()).build();

        assertEquals(
                "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", rsa.thumbprint().toString());
        assertEquals(issuer.keys.tokenKey().id(), own.thumbprint().toString());
        assertEquals(
                issuer.keys.instanceId(),
                InstanceId.ofThumbprint(Jwks.builder()
                        .key(issuer.keys.identityKey().publicKey())
                        .build()
                        .thumbprint()
                        .toString()));
    }
}
