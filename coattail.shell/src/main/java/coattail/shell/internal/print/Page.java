// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/** What a command's result is printed on. Control characters in what is given to it are escaped. */
public final class Page {
    private final PrintStream out;
    private final Charset charset;
    private final int columns;
    private final boolean colours;

    /**
     * @param columns how wide it is, 0 for any width
     * @param colours whether it has colours
     */
    public Page(PrintStream out, Charset charset, int columns, boolean colours) {
        this.out = out;
        this.charset = charset;
        this.columns = columns;
        this.colours = colours;
    }

    /** One line; a longer one is left to the terminal. */
    public Page line(String text) {
        out.println(Plain.line(text));
        return this;
    }

    /** Text as it is, line by line. */
    public Page text(String text) {
        out.println(Plain.lines(text));
        return this;
    }

    /** An empty line. */
    public Page blank() {
        out.println();
        return this;
    }

    /** Sentences, wrapped and indented. */
    public Page paragraph(String indent, String text) {
        int width = columns == 0 ? Integer.MAX_VALUE : Math.max(20, columns - indent.length());
        Wrapping.wrap(Plain.line(text), width).forEach(line -> out.println(indent + line));
        return this;
    }

    /** Words that belong together each, in lines that are indented from the second on. */
    public Page units(List<String> units) {
        var line = new StringBuilder();
        for (var unit : units) {
            if (columns > 0 && !line.isEmpty() && line.length() + 1 + unit.length() > columns) {
                out.println(line);
                line = new StringBuilder("   ");
            }
            line.append(line.isEmpty() ? "" : " ").append(Plain.line(unit));
        }
        out.println(line);
        return this;
    }

    /** Labels and what they stand for, one below the other. */
    public Page sheet(Map<String, ?> entries) {
        int widest = entries.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        int width = columns == 0 ? Integer.MAX_VALUE : Math.max(20, columns - widest);
        entries.forEach((label, value) -> {
            var lead = label + " ".repeat(widest - label.length());
            var lines = Wrapping.wrap(Plain.line(String.valueOf(value)), width);
            var indented = String.join("\n" + " ".repeat(widest), lines);
            out.println(
                    (lead + (colours && value instanceof State ? State.paint(indented) : indented)).stripTrailing());
        });
        return this;
    }

    /** A table, or a sentence where it would have no rows. */
    public Page table(Table table, String ifEmpty) {
        if (table.isEmpty()) {
            return line(ifEmpty);
        }
        table.print(out, charset, columns, colours);
        return this;
    }

    /** Sends on what has gathered. */
    public void flush() {
        out.flush();
    }

    /** Bytes as they are, for a file or another program. */
    public Page bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }
}
