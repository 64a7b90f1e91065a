// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words after one of the launcher's own commands, taken apart. Options may stand anywhere. */
final class Arguments {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<String> operands = new ArrayList<>();

    /**
     * @param words what was typed
     * @param valued the options that take a value, as {@code --name VALUE} or {@code --name=VALUE}
     * @param plain the options that take none
     */
    Arguments(List<String> words, Set<String> valued, Set<String> plain) {
        boolean options = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!options || !word.startsWith("-") || word.equals("-")) {
                operands.add(word);
            } else if (word.equals("--")) {
                options = false;
            } else if (plain.contains(word)) {
                flags.add(word);
            } else {
                int equals = word.indexOf('=');
                String name = equals < 0 ? word : word.substring(0, equals);
                if (!valued.contains(name)) {
                    throw Failure.usage(
                            equals >= 0 && plain.contains(name)
                                    ? name + " takes no value"
                                    : "there is no option " + name + " here; --help lists them");
                }
                if (equals < 0 && i + 1 == words.size()) {
                    throw Failure.usage(name + " needs a value");
                }
                if (values.put(name, equals < 0 ? words.get(++i) : word.substring(equals + 1)) != null) {
                    throw Failure.usage(name + " stands there twice");
                }
            }
        }
    }

    /** The value of an option, or the given one where it wasn't typed. */
    String value(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /** Exactly so many operands, or wrong usage. */
    List<String> operands(int count, Manual manual) {
        if (operands.size() != count) {
            throw Failure.usage("usage: " + manual.line());
        }
        return operands;
    }
}
