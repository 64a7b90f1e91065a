// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table in docs/security.md that says in how many variants each attack was tried. */
final class AttackTable {
    /** The root of the checkout; tests run in the folder of a module. */
    static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");

    private static final Path PAGE = ROOT.resolve("docs/security.md");
    private static final String BEGIN = "| attack | test | variants |";

    /** A row, with its numbers as the page writes them. */
    record Row(String attack, String test, String variants, String thorough, String accepted) {
        private static Row of(String line) {
            var cells = line.split("\\|", -1);
            if (cells.length != 7) {
                throw new AssertionError("docs/security.md has a row that isn't of five cells: " + line);
            }
            return new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip(), cells[5].strip());
        }

        @Override
        public String toString() {
            return "| " + String.join(" | ", attack, test, variants, thorough, accepted) + " |";
        }
    }

    private final List<String> lines;
    /** Where the first row is. */
    private final int first;

    AttackTable() {
        try {
            lines = new ArrayList<>(Files.readAllLines(PAGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int begin = 0;
        while (!lines.get(begin).startsWith(BEGIN)) {
            begin++;
        }
        first = begin + 2;
    }

    List<Row> rows() {
        return lines.subList(first, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(Row::of)
                .toList();
    }

    Optional<Row> of(String attack, String test) {
        return rows().stream()
                .filter(row -> row.attack().equals(attack) && row.test().equals("`" + test + "`"))
                .findFirst();
    }

    /** Writes a row, behind the others if there was none of its attack and test. */
    void put(Row row) {
        var rows = rows();
        int at = 0;
        while (at < rows.size()
                && !(rows.get(at).attack().equals(row.attack())
                        && rows.get(at).test().equals(row.test()))) {
            at++;
        }
        if (at < rows.size()) {
            lines.set(first + at, row.toString());
        } else {
            lines.add(first + at, row.toString());
        }
        try {
            Files.writeString(PAGE, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number as the documents write it. */
    static String count(int number) {
        var digits = Integer.toString(number);
        return digits.length() > 3
                ? digits.substring(0, digits.length() - 3) + " " + digits.substring(digits.length() - 3)
                : digits;
    }
}
