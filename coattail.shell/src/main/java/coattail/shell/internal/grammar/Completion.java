// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import coattail.shell.internal.grammar.Parameter.Kind;

/** Proposes what may come next in a command line that is being typed. */
public final class Completion {
    /** What stands before the name of a file. */
    private static final String FILE = "@";

    private Completion() {}

    /**
     * What the last, unfinished word may become. Files are left to whoever knows what they are relative to.
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
            return values(line.open(), typed, line);
        }
        var values = line.next() == null ? List.<String>of() : values(line.next(), typed, line);
        if (!line.takesOptions() || !typed.startsWith("-")) {
            return values;
        }
        int equals = typed.indexOf('=');
        if (equals >= 0) {
            return optionValues(usage, line, typed.substring(0, equals + 1), typed.substring(equals + 1));
        }
        boolean dashes = line.next() != null && line.next().takesDashes() && !typed.startsWith("--");
        return Stream.concat(options(usage, line), values.stream().filter(value -> dashes && value.startsWith("-")))
                .toList();
    }

    /** Whether the word that comes after these may be the name of a file with an {@code @} before it. */
    public static boolean takesFile(Usage usage, List<Word> before) {
        try {
            var line = CommandLine.begun(usage, before);
            return Optional.<Parameter<?>>ofNullable(line.open() == null ? line.next() : line.open())
                    .map(Parameter::takesContent)
                    .orElse(false);
        } catch (UsageException wrong) {
            return false;
        }
    }

    /** Whether a proposal is only the beginning of a word. */
    public static boolean unfinished(String proposal) {
        return !proposal.isEmpty() && "@=,/".indexOf(proposal.charAt(proposal.length() - 1)) >= 0;
    }

    private static Stream<String> options(Usage usage, CommandLine line) {
        return usage.options().stream().filter(option -> !line.has(option)).map(Parameter::name);
    }

    /** @param lead the option's name and an equals sign */
    private static List<String> optionValues(Usage usage, CommandLine line, String lead, String typed) {
        return usage
                .option(lead.substring(0, lead.length() - 1))
                .filter(option -> option.kind() == Kind.OPTION)
                .map(option -> values(option, typed, line))
                .orElse(List.of())
                .stream()
                .map(lead::concat)
                .toList();
    }

    private static List<String> values(Parameter<?> parameter, String typed, CommandLine line) {
        var values = parameter.candidates().propose(typed, line.soFar());
        return parameter.takesContent() && typed.isEmpty()
                ? Stream.concat(values.stream(), Stream.of(FILE)).toList()
                : values;
    }
}
