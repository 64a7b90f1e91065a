// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block.
 *
 * @param page where it stands, as in {@code docs/operations.md}
 * @param line the line of its opening fence, from 1 on
 * @param language what stands behind that fence; may be empty
 * @param marker the text of the comment in the line above it; empty where there is none
 */
public record Block(String page, int line, String language, String marker, List<String> lines) {
    private static final Pattern FILE = Pattern.compile("file: (\\S+)");
    private static final Pattern NOT_RUN = Pattern.compile("not run: (\\S+)");

    /** The file that a reader makes of it. */
    Optional<String> file() {
        return group(FILE);
    }

    /** What its marker has for a reason not to run it, known or not. */
    Optional<String> excuse() {
        return group(NOT_RUN);
    }

    /** Whether what its first command shows comes about a moment later only. */
    boolean soon() {
        return marker.equals("soon");
    }

    boolean isCommands() {
        return List.of("sh", "console", "karaf").contains(language);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    String place() {
        return page + ":" + line;
    }

    private Optional<String> group(Pattern pattern) {
        Matcher matcher = pattern.matcher(marker);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
