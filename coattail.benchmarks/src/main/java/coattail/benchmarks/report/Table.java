// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.util.Locale;

import coattail.benchmarks.measure.Series;

/** For people, in at most 100 columns. */
public final class Table {
    private Table() {}

    /** The whole text, lines ended. */
    public static String of(Setting setting, Results results) {
        var text = new StringBuilder();
        line(text, "%s", setting.java());
        line(text, "%d cores, %s, load %.1f at the start", setting.cores(), setting.system(), setting.load());
        line(text, "%s", String.join(" ", setting.jvmArguments()));
        line(text, "Medians of %d rounds of %d ms.", setting.rounds(), setting.sliceMillis());
        text.append('\n');
        absolute(text, results);
        text.append('\n');
        line(text, "As parts of %s's, with the least and the most of the rounds:", Results.BASE.key());
        text.append('\n');
        ratios(text, results);
        text.append('\n');
        for (var series : results.series()) {
            line(text, "%-16s  %s", series.key(), series.description());
        }
        return text.toString();
    }

    private static void absolute(StringBuilder text, Results results) {
        text.append(String.format("%9s  %-16s", "in flight", "series"));
        for (var figure : Figure.values()) {
            text.append(String.format("  %10s", figure.title()));
        }
        text.append('\n');
        for (int inFlight : results.inFlight()) {
            for (var series : results.series()) {
                head(text, inFlight, series);
                for (var figure : Figure.values()) {
                    double value = results.absolute(figure, series, inFlight).median();
                    text.append(format(figure == Figure.RATE ? "  %,10.0f" : "  %,10.1f", value));
                }
                text.append('\n');
            }
        }
    }

    private static void ratios(StringBuilder text, Results results) {
        text.append(String.format("%9s  %-16s", "in flight", "series"));
        for (var figure : Figure.values()) {
            text.append(String.format("  %-16s", figure.key()));
        }
        text.append('\n');
        for (int inFlight : results.inFlight()) {
            for (var series : results.compared()) {
                head(text, inFlight, series);
                for (var figure : Figure.values()) {
                    var ratio = results.ratio(figure, series, inFlight);
                    text.append(String.format(
                            "  %-16s",
                            format("%s (%s-%s)", part(ratio.median()), part(ratio.min()), part(ratio.max()))));
                }
                text.append('\n');
            }
        }
    }

    private static String part(double value) {
        return format(value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    private static void head(StringBuilder text, int inFlight, Series series) {
        text.append(format("%9d  %-16s", inFlight, series.key()));
    }

    private static void line(StringBuilder text, String pattern, Object... arguments) {
        text.append(format(pattern, arguments)).append('\n');
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
