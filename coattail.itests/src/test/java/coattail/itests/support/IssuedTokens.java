// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Writes down the tokens that tests get to see, for SecretsIT to look for: whoever issues one doesn't keep it. Each JVM
 * has a file of its own, so that several can run at once.
 */
public final class IssuedTokens {
    /** Where the integration tests keep what SecretsIT reads; other tests keep nothing. */
    public static final String KEPT = "coattail.kept";

    public static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]{86}");

    private IssuedTokens() {}

    /** Whether a command is one that may print a token: the only one whose output isn't a log. */
    public static boolean mayBePrinted(String command) {
        return command.contains("token issue ");
    }

    /** Notes each token in the text, and returns the text. */
    public static synchronized String note(String text) {
        var kept = System.getProperty(KEPT);
        if (kept != null) {
            TOKEN.matcher(text).results().forEach(token -> append(Path.of(kept), token.group()));
        }
        return text;
    }

    private static void append(Path kept, String token) {
        try {
            var file = Files.createDirectories(kept)
                    .resolve(ProcessHandle.current().pid() + ".token");
            Files.writeString(file, token + "\n", US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
