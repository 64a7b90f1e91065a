// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import coattail.core.admin.Permissions.Limits;
import coattail.core.admin.TokenRequest;

/** The words after {@code token issue} that ask for a certain token; what is usual anyway is left out. */
final class IssueWords {
    /** What neither a shell nor Karaf's console takes for more than it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/,-]+");

    private static final long MOST_UNITS = 999_999_999;

    private final List<String> words = new ArrayList<>();

    private IssueWords() {}

    static List<String> of(TokenRequest request) {
        var issue = new IssueWords();
        request.boundTo().ifPresent(peer -> issue.option("--for", peer));
        issue.names("--performable", request.performable(), List.of());
        issue.names("--publishable", request.publishable(), List.of());
        issue.names("--subscribable", request.subscribable(), List.of("*"));
        issue.names("--bearers", request.bearers(), List.of());
        issue.flag("--bearer-anyone", request.anyone());
        if (!request.notBefore().isZero()) {
            issue.option("--not-before", spelled(request.notBefore()));
        }
        issue.flag("--no-expiry", request.lifetime().isEmpty());
        request.lifetime()
                .filter(life -> !life.equals(TokenRequest.DEFAULT_LIFETIME))
                .ifPresent(life -> issue.option("--expires-in", spelled(life)));
        issue.flag("--logs", request.logs());
        issue.flag("--trace", request.trace());
        issue.limits(request.limits());
        return issue.words;
    }

    /** Words as they are typed, in a terminal or in Karaf's console. */
    static String typed(List<String> words) {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
    }

    private void limits(Limits limits) {
        number("--rate", limits.rate(), Limits.DEFAULT.rate());
        number("--burst", limits.burst(), Limits.DEFAULT.burst());
        number("--concurrency", limits.concurrency(), Limits.DEFAULT.concurrency());
        number("--subscriptions", limits.subscriptions(), Limits.DEFAULT.subscriptions());
        number("--max-message", limits.maxMessage(), Limits.DEFAULT.maxMessage());
    }

    private void option(String name, String value) {
        words.add(name);
        words.add(value);
    }

    private void names(String option, List<String> names, List<String> usual) {
        if (!names.equals(usual)) {
            option(option, String.join(",", names));
        }
    }

    private void flag(String name, boolean set) {
        if (set) {
            words.add(name);
        }
    }

    private void number(String option, int number, int usual) {
        if (number != usual) {
            option(option, Integer.toString(number));
        }
    }

    /** A duration in its largest whole unit; in days where seconds would be too many to be read. */
    private static String spelled(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0 || seconds > MOST_UNITS) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
