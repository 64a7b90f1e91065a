// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.List;

/** Proposes what may come next in a command line that is being typed. */
public final class Completion {
    private Completion() {}

    /**
     * What the last, unfinished word may become.
     *
     * @param before the words before it, without the command's name
     * @param typed what there is of it
     */
    public static List<String> propose(Usage usage, List<Word> before, String typed) {
        CommandLine line;
        try {
            line = CommandLine.begun(usage, before);
        } catch (UsageException wrong) {
            return List.of(); // something before is wrong, and will be said so
        }
        if (line.open() != null) {
            return line.open().candidates().propose(typed, line.soFar());
        }
        if (line.takesOptions() && typed.startsWith("-")) {
            return usage.options().stream()
                    .filter(option -> !line.has(option))
                    .map(Parameter::name)
                    .toList();
        }
        return line.next() == null ? List.of() : line.next().candidates().propose(typed, line.soFar());
    }
}
