// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.util.List;

/**
 * How one of the launcher's own commands is used: for its help, and for the reference of all commands.
 *
 * @param command its words, such as {@code service start}
 * @param synopsis what follows them
 * @param summary what it does, in a sentence without its full stop
 * @param options what it takes, each with its meaning
 * @param examples whole lines, each with what it does
 */
public record Manual(String command, String synopsis, String summary, List<Line> options, List<Line> examples) {

    /**
     * Something that can be typed.
     *
     * @param text what
     * @param meaning a sentence without its full stop
     */
    public record Line(String text, String meaning) {}

    private static final Line JSON = new Line("--json", "print the result, or the error, as JSON");

    static final Manual NEW = new Manual(
            "new",
            "DIR [--name NAME] [--port PORT] [--bind ADDRESS] [--advertise HOST] [--samples]",
            "Makes an instance's directory; one that isn't empty is refused",
            List.of(
                    new Line("DIR", "a new or empty directory"),
                    new Line("--name NAME", "what people call the instance; the directory's name if left out"),
                    new Line("--port PORT", "where it listens; " + NewInstance.DEFAULT_PORT + " if left out"),
                    new Line("--bind ADDRESS", "the address that it binds; all if left out"),
                    new Line(
                            "--advertise HOST",
                            "where tokens say that it is, as host or host:port; the host's own name or address if left "
                                    + "out"),
                    new Line("--samples", "with the sample actions: echo, greet and others"),
                    JSON),
            List.of(
                    new Line("coattail new /srv/plant --samples", "Makes an instance to try things with"),
                    new Line(
                            "coattail new /srv/gate --port 49366 --advertise gate.example.org",
                            "Makes another on this host, which others reach by that name")));

    static final Manual START = new Manual(
            "service start",
            "[--headless]",
            "Starts the instance of this directory, and says when it listens",
            List.of(
                    new Line(
                            "--headless",
                            "returns then, and leaves the instance running; else it stays in the foreground, with "
                                    + "Karaf's console where there is a terminal"),
                    new Line("--json", "print the result, or the error, as JSON; with --headless only")),
            List.of(
                    new Line("coattail service start --headless", "Starts the instance of this directory"),
                    new Line("coattail --instance /srv/plant service start", "Starts another, in the foreground")));

    static final Manual STOP = new Manual(
            "service stop",
            "",
            "Stops the instance of this directory, and waits until it has ended",
            List.of(JSON),
            List.of(new Line("coattail service stop", "Stops the instance of this directory")));

    static final Manual STATUS = new Manual(
            "service status",
            "",
            "Lists the instances of this host, with process, port and directory",
            List.of(JSON),
            List.of(new Line("coattail service status", "Which instances there are, and which of them run")));

    static final Manual DEMO = new Manual(
            "demo",
            "",
            "Shows two instances at work, in a minute, and leaves nothing behind",
            List.of(new Line("--json", "print the steps as JSON at the end; what is shown goes to standard error")),
            List.of(new Line("coattail demo", "Token, peer, perform, subscribe, publish, cascade")));

    static final Manual VERSION = new Manual(
            "version",
            "",
            "Says which version this is",
            List.of(JSON),
            List.of(new Line("coattail version", "The version of Coattail, and of the Java that it runs on")));

    /** All there are. */
    public static List<Manual> all() {
        return List.of(NEW, START, STOP, STATUS, DEMO, VERSION);
    }

    /** What is typed, without the options that all take. */
    public String line() {
        return ("coattail " + command + " " + synopsis).stripTrailing();
    }

    /** The first of its words. */
    String noun() {
        return command.split(" ")[0];
    }

    /** @param columns how wide the terminal is, 0 for any width */
    String text(int columns) {
        var text = new StringBuilder();
        append(text, "", line(), columns, " (?=\\[)");
        text.append('\n');
        append(text, "  ", summary + ".", columns, " ");
        text.append("\nOptions\n");
        int widest = options.stream()
                .mapToInt(option -> option.text().length())
                .max()
                .orElse(0);
        for (Line option : options) {
            String lead =
                    "  " + option.text() + " ".repeat(widest + 2 - option.text().length());
            append(text, lead, option.meaning(), columns, " ");
        }
        text.append("\nExamples\n");
        for (Line example : examples) {
            text.append("  ").append(example.text()).append('\n');
            append(text, "      ", example.meaning() + ".", columns, " ");
        }
        return text.toString();
    }

    /** Appends a paragraph, broken where it may be, its further lines as far right as the first. */
    private static void append(StringBuilder text, String lead, String words, int columns, String where) {
        int width = columns == 0 ? Integer.MAX_VALUE : columns;
        String indent = lead.isEmpty() ? "    " : " ".repeat(lead.length());
        var line = new StringBuilder(lead);
        boolean empty = true;
        for (String word : words.split(where)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                text.append(line).append('\n');
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }
}
