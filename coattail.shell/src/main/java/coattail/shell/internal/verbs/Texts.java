// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import coattail.api.InstanceRef;
import coattail.api.Outcome;
import coattail.api.Publication;
import coattail.core.admin.Permissions;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Column;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.State;
import coattail.shell.internal.print.Table;

/** Pieces of text that several commands print for people. */
final class Texts {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private static final List<String> UNITS = List.of("", "KiB", "MiB", "GiB", "TiB");

    private Texts() {}

    /** A time in UTC, to the minute. */
    static String time(Instant time) {
        return MINUTES.format(time);
    }

    /** A time in UTC, to the second. */
    static String second(Instant time) {
        return SECONDS.format(time);
    }

    /** A time that may not have come or may never come. */
    static String time(Optional<Instant> time, String otherwise) {
        return time.map(Texts::time).orElse(otherwise);
    }

    /** A time with how far away it is. */
    static String when(Instant time, Clock clock) {
        var distance = Duration.between(clock.instant(), time);
        return time(time)
                + (distance.isNegative()
                        ? " (" + Durations.print(distance.negated()) + " ago)"
                        : " (in " + Durations.print(distance) + ")");
    }

    /** Names that a token allows. */
    static String names(List<String> names) {
        return names.isEmpty() ? "nothing" : names.equals(List.of("*")) ? "anything" : String.join(", ", names);
    }

    /** Those of three rights that one has. */
    static String rights(boolean perform, boolean publish, boolean subscribe) {
        var rights = new StringJoiner(", ");
        if (perform) {
            rights.add("perform");
        }
        if (publish) {
            rights.add("publish");
        }
        if (subscribe) {
            rights.add("subscribe");
        }
        return rights.length() == 0 ? "-" : rights.toString();
    }

    /** A number and what is counted. */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** So many bytes, in the largest unit that there is one of. */
    static String bytes(long bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= 1_024 && unit < UNITS.size() - 1) {
            number /= 1_024;
            unit++;
        }
        return unit == 0 ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f %s", number, UNITS.get(unit));
    }

    /** A number of bytes as it may be given, too. */
    static String size(int bytes) {
        return bytes % (1 << 20) == 0
                ? (bytes >> 20) + " MiB"
                : bytes % 1024 == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }

    /** Text, or a dash where there is none. */
    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    static String name(InstanceRef instance) {
        return instance.name().isEmpty() ? instance.id() : instance.name();
    }

    /** What a token allows, as lines of a sheet. */
    static void permissions(Permissions permissions, Clock clock, Map<String, Object> sheet) {
        sheet.put("May perform", names(permissions.performable()));
        sheet.put("May publish", names(permissions.publishable()));
        sheet.put("May subscribe to", names(permissions.subscribable()));
        sheet.put("May follow logs", permissions.logs() ? "yes" : "no");
        sheet.put("May trace", permissions.trace() ? "yes" : "no");
        var limits = permissions.limits();
        sheet.put(
                "Limits",
                limits.rate() + " requests/s (burst " + limits.burst() + "), " + limits.concurrency() + " at a time, "
                        + limits.subscriptions() + " subscriptions, bodies of " + size(limits.maxMessage()));
        if (permissions.notBefore().isAfter(clock.instant())) {
            sheet.put("From", when(permissions.notBefore(), clock));
        }
        sheet.put(
                "Until",
                permissions.expires().map(expires -> when(expires, clock)).orElse("for ever"));
    }

    /** What became of a publication. */
    static void publication(Publication publication, Page page) {
        var counts = Arrays.stream(Outcome.values())
                .filter(outcome -> publication.count(outcome) > 0)
                .map(outcome -> publication.count(outcome) + " " + Values.spelled(outcome))
                .collect(Collectors.joining(", "));
        page.line(
                publication.subscriptions() == 0
                        ? "Published; nobody is subscribed."
                        : "Published to " + count(publication.subscriptions(), "subscription", "subscriptions") + ": "
                                + counts + ".");
        if (!publication.verdicts().isEmpty()) {
            var table = new Table(Column.name("SUBSCRIBER"), Column.name("RECEIVER"), Column.state("VERDICT"));
            publication
                    .verdicts()
                    .forEach(verdict -> table.row(
                            name(verdict.subscriber()),
                            verdict.receiver(),
                            State.of(Values.spelled(verdict.outcome()))));
            page.table(table, "");
        }
        if (publication.count(Outcome.FAILED) > 0) {
            publication
                    .eventId()
                    .ifPresent(id -> page.line("Where it failed, the subscriber's log says why under " + id + "."));
        }
    }
}
