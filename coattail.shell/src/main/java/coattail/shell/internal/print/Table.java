// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.apache.karaf.shell.support.table.ShellTable;

import coattail.shell.internal.print.Column.Kind;

/**
 * A table for people. {@link ShellTable} draws it; but where a table is too wide that cuts cells off, down to nothing,
 * so that cells are broken into lines before it gets them.
 */
public final class Table {
    private static final int SEPARATOR = 3;
    private static final int NARROWEST = 8;
    private static final int NARROWEST_TEXT = 16;
    private static final int MOST_LINES_OF_TEXT = 3;
    /** "ct:" and 8 characters more. */
    private static final int BRIEF = 11;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this(List.of(columns));
    }

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row, a cell for each column. */
    public Table row(Object... cells) {
        return row(List.of(cells));
    }

    /** Adds a row, a cell for each column. */
    public Table row(List<?> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells in " + columns.size() + " columns");
        }
        rows.add(cells.stream().map(cell -> Plain.line(String.valueOf(cell))).toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * @param width how wide it may be, 0 for any width
     * @param colours whether states have their colours
     */
    void print(PrintStream out, Charset charset, int width, boolean colours) {
        var shown = width == 0 ? rows : rows.stream().map(this::brief).toList();
        var widths = fit(shown, width);
        var table = new ShellTable();
        for (var column : columns) {
            var drawn = table.column(column.header());
            if (colours && column.kind() == Kind.STATE) {
                drawn.colorProvider(State::colour);
            }
        }
        var ellipsis = charset.newEncoder().canEncode('\u2026') ? "\u2026" : "...";
        for (var row : shown) {
            var cells = new ArrayList<Object>();
            for (int i = 0; i < row.size(); i++) {
                var lines = Wrapping.wrap(row.get(i), widths[i]);
                boolean cut = width > 0 && columns.get(i).kind() == Kind.TEXT;
                cells.add(
                        String.join("\n", cut ? Wrapping.cut(lines, MOST_LINES_OF_TEXT, widths[i], ellipsis) : lines));
            }
            table.addRow().addContent(cells);
        }
        table.print(out, charset, true);
    }

    private List<String> brief(List<String> row) {
        var brief = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            var cell = row.get(i);
            brief.add(columns.get(i).kind() == Kind.ID && cell.length() > BRIEF ? cell.substring(0, BRIEF) : cell);
        }
        return brief;
    }

    private int[] fit(List<List<String>> shown, int width) {
        var widths = new int[columns.size()];
        int sum = (widths.length - 1) * SEPARATOR;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).header().length();
            for (var row : shown) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
            sum += widths[i];
        }
        if (width > 0) {
            int left = narrow(widths, sum - width, EnumSet.of(Kind.TEXT), NARROWEST_TEXT);
            narrow(widths, left, EnumSet.of(Kind.TEXT, Kind.NAME, Kind.STATE), NARROWEST);
        }
        return widths;
    }

    /** Takes characters from the widest of some columns. @return how many more there should be taken */
    private int narrow(int[] widths, int excess, Set<Kind> kinds, int narrowest) {
        int left = excess;
        while (left > 0) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean may = kinds.contains(columns.get(i).kind())
                        && widths[i]
                                > Math.max(narrowest, columns.get(i).header().length());
                if (may && (widest < 0 || widths[i] >= widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return left;
            }
            widths[widest]--;
            left--;
        }
        return left;
    }
}
