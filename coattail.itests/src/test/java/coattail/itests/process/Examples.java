// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import coattail.itests.documents.Checkout;

/** The examples of docs/commands.md, as one types them in Karaf's console. */
record Examples(List<String> lines) {
    private static final String TERMINAL = "    coattail ";
    private static final String CONSOLE = "    coattail:";

    static Examples documented() {
        var lines = new ArrayList<String>();
        boolean example = false;
        for (var line : Checkout.page("docs/commands.md").prose()) {
            if (example && line.startsWith(TERMINAL)) {
                lines.add(line.substring(TERMINAL.length()));
            } else if (example && line.startsWith(CONSOLE)) {
                lines.add(line.substring(CONSOLE.length()).replaceFirst("-", " "));
            }
            example = line.startsWith("    # ");
        }
        return new Examples(List.copyOf(lines));
    }

    /**
     * A command line for what a row of the table is about: an example that goes all the way, asking nobody, if there is
     * one.
     *
     * @param others all rows; what belongs to a longer one isn't this one's
     */
    String of(String row, Set<String> others) {
        return lines.stream()
                .filter(line -> isOf(line, row))
                .filter(line -> others.stream().noneMatch(other -> isLonger(other, row) && isOf(line, other)))
                .min(Comparator.comparing(line -> !line.contains("--force")))
                .map(line -> "coattail:" + AccessTable.command(row) + rest(line, row))
                .orElseThrow(() -> new AssertionError("docs/commands.md has no example of " + row));
    }

    private static boolean isLonger(String other, String row) {
        return other.length() > row.length() && other.startsWith(row);
    }

    private static boolean isOf(String line, String row) {
        return (line + " ").startsWith(row + " ");
    }

    /** What follows the command, without what a terminal's shell would do with its streams. */
    private static String rest(String line, String row) {
        int words = AccessTable.command(row).length();
        return line.substring(words).replaceAll(" [<>] \\S+", "");
    }
}
