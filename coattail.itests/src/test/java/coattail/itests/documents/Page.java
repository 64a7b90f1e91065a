// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown, as far as the tests of it need it.
 *
 * @param name its path in the checkout, as in {@code docs/operations.md}
 * @param blocks its fenced blocks
 * @param prose its lines outside of them, empty ones where the blocks are
 */
public record Page(Path file, String name, List<Block> blocks, List<String> prose) {
    private static final Pattern FENCE = Pattern.compile("```(\\S*)");
    private static final Pattern COMMENT = Pattern.compile("<!-- (.*) -->");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A piece of a line of prose. */
    public record Piece(String text, int line) {}

    static Page read(Path checkout, Path file) throws IOException {
        var name = checkout.relativize(file).toString();
        var blocks = new ArrayList<Block>();
        var prose = new ArrayList<String>();
        var lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                prose.add(lines.get(i));
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).equals("```")) {
                end++;
            }
            if (end == lines.size()) {
                throw new AssertionError(name + ":" + (i + 1) + " begins a block that doesn't end");
            }
            blocks.add(new Block(name, i + 1, fence.group(1), comment(lines, i - 1), lines.subList(i + 1, end)));
            while (prose.size() <= end) {
                prose.add("");
            }
            i = end;
        }
        return new Page(file, name, List.copyOf(blocks), List.copyOf(prose));
    }

    private static String comment(List<String> lines, int index) {
        Matcher comment = COMMENT.matcher(index < 0 ? "" : lines.get(index));
        return comment.matches() ? comment.group(1) : "";
    }

    /** The commands of a section that are for Karaf's console, one list for each block. */
    public List<List<String>> karaf(String heading) {
        int begin = -1;
        int end = prose.size();
        for (int i = 0; i < prose.size(); i++) {
            Matcher matcher = HEADING.matcher(prose.get(i));
            if (matcher.matches() && begin >= 0) {
                end = i;
                break;
            }
            if (matcher.matches() && matcher.group(1).equals(heading)) {
                begin = i;
            }
        }
        if (begin < 0) {
            throw new AssertionError(name + " has no section " + heading);
        }
        var found = new ArrayList<List<String>>();
        for (var block : blocks) {
            if (block.line() > begin && block.line() <= end && block.language().equals("karaf")) {
                found.add(block.lines());
            }
        }
        return found;
    }

    /** The names under which its headings are linked to, as forges make them. */
    Set<String> anchors() {
        var anchors = new HashSet<String>();
        for (var heading : headings()) {
            anchors.add(heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    List<String> headings() {
        return prose.stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1))
                .toList();
    }

    List<Piece> links() {
        return pieces(LINK);
    }

    /** What stands between back quotes. */
    List<Piece> code() {
        return pieces(CODE);
    }

    private List<Piece> pieces(Pattern pattern) {
        var found = new ArrayList<Piece>();
        for (int i = 0; i < prose.size(); i++) {
            Matcher matcher = pattern.matcher(prose.get(i));
            while (matcher.find()) {
                found.add(new Piece(matcher.group(1), i + 1));
            }
        }
        return found;
    }
}
