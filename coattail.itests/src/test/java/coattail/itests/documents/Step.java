// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * A command of a page, as a reader would type it.
 *
 * @param shown the output that the page shows; empty where it shows none
 * @param soon whether that comes about a moment later, so that a reader who is quick types it again
 */
record Step(String place, String command, List<String> shown, boolean soon) {
    private static final String PROMPT = "$ ";

    /** A line that begins so is what a failed command says. */
    private static final String FAILURE = "coattail: ";

    /** In a block of {@code sh} each line is a command, in one of {@code console} each behind a prompt. */
    static List<Step> of(Block block) {
        var steps = new ArrayList<Step>();
        boolean console = block.language().equals("console");
        for (int i = 0; i < block.lines().size(); i++) {
            var line = block.lines().get(i);
            var place = block.page() + ":" + (block.line() + 1 + i);
            if (console && !line.startsWith(PROMPT)) {
                if (steps.isEmpty()) {
                    throw new AssertionError(place + ": output of what? Begin with '$ ' and a command");
                }
                steps.get(steps.size() - 1).shown().add(line);
            } else if (console || (!line.isBlank() && !line.startsWith("#"))) {
                var command = new StringBuilder(console ? line.substring(PROMPT.length()) : line);
                while (command.charAt(command.length() - 1) == '\\') {
                    command.append('\n').append(block.lines().get(++i));
                }
                boolean first = steps.stream().allMatch(step -> step.shown().isEmpty());
                steps.add(new Step(place, command.toString(), new ArrayList<>(), block.soon() && first));
            }
        }
        if (steps.isEmpty()) {
            throw new AssertionError(block.place() + ": there is no command in it");
        }
        return steps;
    }

    boolean succeeds() {
        return shown.stream().noneMatch(line -> line.startsWith(FAILURE));
    }
}
