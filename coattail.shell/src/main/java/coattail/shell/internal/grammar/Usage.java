// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.shell.internal.grammar.Parameter.Kind;

/**
 * The declaration of a command: all that its help, its completion and the reading of its words need.
 *
 * @param name noun and verb, joined by a dash, as in {@code peer-add}
 * @param summary what it does, in a sentence without its full stop
 * @param details what else one should know, a paragraph each
 * @param parameters what it takes, the arguments in their order
 * @param examples how it is used
 * @param consoleOnly whether it is for Karaf's console alone, since in a terminal the launcher has one of its name
 */
public record Usage(
        String name,
        String summary,
        List<String> details,
        List<Parameter<?>> parameters,
        List<Example> examples,
        boolean consoleOnly) {

    /** Every command answers programs as well as people. */
    public static final Parameter<Boolean> JSON =
            Parameter.flag("--json", "print the result, or the error, as JSON (docs/json.md)");
    /** Every command explains itself. */
    public static final Parameter<Boolean> HELP = Parameter.flag("--help", "show this help");

    private static final List<Parameter<?>> COMMON = List.of(JSON, HELP);

    /**
     * One use of a command.
     *
     * @param arguments what follows the command's name
     * @param meaning what it does, in a sentence without its full stop
     */
    public record Example(String arguments, String meaning) {}

    public Usage {
        details = List.copyOf(details);
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
    }

    /** The beginning of a declaration. */
    public static Usage command(String name, String summary) {
        return new Usage(name, summary, List.of(), COMMON, List.of(), false);
    }

    /** The same with more parameters, which come after those it has but before what all commands take. */
    public Usage takes(Parameter<?>... more) {
        var all = new ArrayList<>(parameters);
        all.addAll(all.size() - COMMON.size(), List.of(more));
        return new Usage(name, summary, details, all, examples, consoleOnly);
    }

    /** The same with one more paragraph. */
    public Usage detail(String paragraph) {
        return new Usage(name, summary, append(details, paragraph), parameters, examples, consoleOnly);
    }

    /** The same with one more example. */
    public Usage example(String arguments, String meaning) {
        var more = append(examples, new Example(arguments, meaning));
        return new Usage(name, summary, details, parameters, more, consoleOnly);
    }

    /** The same, but not in a terminal. */
    public Usage inConsole() {
        return new Usage(name, summary, details, parameters, examples, true);
    }

    /** The arguments in their order. */
    public List<Parameter<?>> arguments() {
        return parameters.stream()
                .filter(parameter -> parameter.kind() == Kind.ARGUMENT)
                .toList();
    }

    /** The options and flags. */
    public List<Parameter<?>> options() {
        return parameters.stream()
                .filter(parameter -> parameter.kind() != Kind.ARGUMENT)
                .toList();
    }

    /** The option or flag of this name. */
    public Optional<Parameter<?>> option(String optionName) {
        return options().stream()
                .filter(option -> option.name().equals(optionName))
                .findFirst();
    }

    private static <T> List<T> append(List<T> list, T element) {
        var longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
