// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

import org.apache.karaf.shell.support.table.ShellTable;

/**
 * A table for people. {@link ShellTable} draws it; but where a table is too wide that cuts cells off, down to nothing,
 * so that the widest cells are broken into lines before it gets them.
 */
public final class Table {
    private static final int SEPARATOR = 3;
    private static final int NARROWEST = 8;

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headers) {
        this.headers = List.of(headers);
    }

    /** Adds a row, a cell for each header. */
    public Table row(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(Plain.line(String.valueOf(cell)));
        }
        if (row.size() != headers.size()) {
            throw new IllegalArgumentException(row.size() + " cells under " + headers.size() + " headers");
        }
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** @param columns how wide it may be, 0 for any width */
    void print(PrintStream out, Charset charset, int columns) {
        var widths = fit(columns);
        var table = new ShellTable();
        headers.forEach(table::column);
        for (var row : rows) {
            var cells = new ArrayList<Object>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(String.join("\n", Wrapping.wrap(row.get(i), widths[i])));
            }
            table.addRow().addContent(cells);
        }
        table.print(out, charset, true);
    }

    private int[] fit(int columns) {
        var widths = new int[headers.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headers.get(i).length();
            for (var row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        if (columns > 0) {
            int excess = (widths.length - 1) * SEPARATOR - columns;
            for (int width : widths) {
                excess += width;
            }
            while (excess > 0 && narrowWidest(widths)) {
                excess--;
            }
        }
        return widths;
    }

    private boolean narrowWidest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] >= widths[widest]) {
                widest = i;
            }
        }
        if (widths[widest] <= Math.max(NARROWEST, headers.get(widest).length())) {
            return false;
        }
        widths[widest]--;
        return true;
    }
}
