// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.function.Executable;

/** Commands that are refused, between two instances or before anything is sent. */
final class Refusals {
    private final Site north;
    private final Site south;

    Refusals(Site north, Site south) {
        this.north = north;
        this.south = south;
    }

    /** Commands at south, which is a peer of north's, each with what is said to it. */
    List<Executable> all() {
        var tests = new ArrayList<Executable>();
        // Between two instances.
        tests.add(refused(1, "(FORBIDDEN)", "action", "perform", "nobody", "{}", "--peer", "north"));
        tests.add(refused(1, "(BAD_INPUT)", "action", "perform", "greet", "{\"name\":5}", "--peer", "north"));
        tests.add(refused(1, "/name", "action", "perform", "greet", "{}", "--peer", "north"));
        tests.add(refused(1, "(TOO_LARGE)", "action", "perform", "greet", "@../large.json", "--peer", "north"));
        tests.add(refused(1, "(TOO_LARGE)", "action", "publish", "greet", "@../large.json", "--peer", "north"));
        tests.add(refused(1, "(FORBIDDEN)", "action", "publish", "echo", "{}", "--peer", "north"));
        tests.add(refused(1, "(AUTH_FAILED)", "peer", "add", "@../changed.token"));
        // Refused before anything is sent.
        tests.add(refused(1, "(NO_SUCH_ACTION)", "action", "perform", "nobody", "{}"));
        tests.add(refused(2, "JSON", "action", "perform", "greet", "{\"name\":", "--peer", "north"));
        tests.add(refused(1, "(BAD_INPUT)", "action", "perform", "../greet", "{}", "--peer", "north"));
        tests.add(refused(1, "(BAD_INPUT)", "action", "publish", "gr\u001b[31meet\n", "{}", "--peer", "north"));
        tests.add(refused(1, "(BAD_INPUT)", "action", "perform", "gr\u001b[31meet\n", "{}"));
        tests.add(refused(
                1, "no receiver", "action", "subscribe", "greet", "--peer", "north", "--receiver", "../remember"));
        tests.add(refused(1, "'nobody'", "action", "subscribe", "greet", "--peer", "nobody", "--receiver", "remember"));
        tests.add(refused(1, "(BAD_INPUT)", "peer", "add", "garbage"));
        tests.add(refused(1, "(BAD_INPUT)", "peer", "add", "eyJhbGciOiJFZERTQSJ9.e30.AAAA"));
        tests.add(refused(1, "itself", "peer", "add", "@../own.token"));
        tests.add(refused(1, "no file", "peer", "add", "@../no.token"));
        tests.add(refused(2, "--name", "peer", "add", "--nmae", "north"));
        tests.add(refused(2, "NAME", "action", "perform"));
        tests.add(refused(2, "unit", "action", "perform", "greet", "{}", "--timeout", "5"));
        tests.add(refused(2, "'nonsense there'", "nonsense", "there"));
        // By the launcher alone.
        tests.add(refused(1, "isn't empty", "new", north.directory().toString()));
        tests.add(refused(2, "a name has", "new", "other", "--name", "../other"));
        tests.add(refused(2, "a name has", "new", "other", "--name", "oth\u0007er"));
        tests.add(() -> assertFalse(
                Files.exists(south.directory().resolve("other")), "a directory is left of what was refused"));
        return tests;
    }

    /** A command in south's directory that fails. */
    private Executable refused(int exitCode, String part, String... words) {
        return () -> south.run(words).failed(exitCode, part);
    }

    /** The token with another signature. */
    static String changed(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char first = token.charAt(signature);
        return token.substring(0, signature) + (first == 'A' ? 'B' : 'A') + token.substring(signature + 1);
    }
}
