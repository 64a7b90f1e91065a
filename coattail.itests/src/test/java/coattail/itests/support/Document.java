// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the checkout, read for the rules in it: whoever breaks one is told the line. */
public record Document(String path, List<String> lines) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    public static Document of(String path) {
        return new Document(path, Workspace.read(path).lines().toList());
    }

    /**
     * A row of a table.
     *
     * @param where the line, for people
     * @param cells what is in code type in each column, in the order of the line
     */
    public record Row(String where, List<List<String>> cells) {
        /** What the row is about. */
        public String subject() {
            return cells.get(0).get(0);
        }
    }

    /** The line that has these words, and what it says; it must be there, or the rule has lost its ground. */
    public String line(String words) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(words)) {
                return where(i) + " (" + lines.get(i).strip() + ")";
            }
        }
        throw new AssertionError(path + " no longer says: " + words);
    }

    private String where(int index) {
        return path + ":" + (index + 1);
    }

    /** The first table under a heading, without its head. */
    public List<Row> table(String heading) {
        int at = heading(heading);
        var rows = new ArrayList<Row>();
        while (at < lines.size() && !lines.get(at).startsWith("|")) {
            at++;
        }
        for (int i = at + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            var cells = Stream.of(lines.get(i).substring(1).split("\\|"))
                    .map(cell -> CODE.matcher(cell)
                            .results()
                            .map(code -> code.group(1))
                            .toList())
                    .toList();
            rows.add(new Row(where(i), cells));
        }
        if (rows.isEmpty()) {
            throw new AssertionError(path + " has no table under '" + heading + "'");
        }
        return rows;
    }

    /** Where something belongs: the heading's line. */
    public String section(String heading) {
        return where(heading(heading)) + " (" + heading + ")";
    }

    private int heading(String heading) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("#+ " + Pattern.quote(heading))) {
                return i;
            }
        }
        throw new AssertionError(path + " has no heading '" + heading + "'");
    }
}
