// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import coattail.core.internal.identity.InstanceId;

/**
 * Verifies authentication tokens against a key ring, by the same code as an instance does and without one: so that
 * suites from outside can be run against it (docs/security.md, "Checking it from outside").
 *
 * <p>Form, header, signature, claims and issuer are looked at. Times, bearers and whether a token was revoked aren't:
 * they are the matter of an instance.
 */
public final class TokenCheck {
    private static final int WRONG_USE = 2;

    private final TokenVerifier verifier;

    private TokenCheck(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Tokens of an issuer.
     *
     * @param keyRing a JWK Set (RFC 7517) of the issuer's public Ed25519 keys
     * @param issuer an instance id
     * @throws IllegalArgumentException if one of the two isn't that, with one line that says why
     */
    public static TokenCheck of(byte[] keyRing, String issuer) {
        if (!InstanceId.isValid(issuer)) {
            throw new IllegalArgumentException("the issuer isn't an instance id, ct: and 43 characters of base64url");
        }
        try {
            return new TokenCheck(new TokenVerifier(issuer, JwkSet.parse(keyRing)));
        } catch (TokenException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Why a token is refused, in one line; empty if it is accepted. */
    public Optional<String> refusal(String token) {
        try {
            verifier.verify(token);
            return Optional.empty();
        } catch (TokenException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Reads tokens from standard input, one a line, and answers each with {@code accepted} or {@code refused: WHY}.
     * Exits with 0 if all were accepted, with 1 if one wasn't, with 2 if there is no key ring to check against.
     *
     * @param arguments a file with a JWK Set, and the issuer's id
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, System.in, System.out, System.err));
    }

    static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) throws IOException {
        if (arguments.length != 2) {
            err.println("what is needed: a file with the key ring, a JWK Set, and the id of the issuer");
            return WRONG_USE;
        }
        TokenCheck check;
        try {
            check = of(Files.readAllBytes(Path.of(arguments[0])), arguments[1]);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USE;
        }
        boolean all = true;
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Optional<String> refusal = check.refusal(line);
            out.println(refusal.map(why -> "refused: " + why).orElse("accepted"));
            out.flush(); // who asks may wait for it before asking on
            all &= refusal.isEmpty();
        }
        return all ? 0 : 1;
    }
}
