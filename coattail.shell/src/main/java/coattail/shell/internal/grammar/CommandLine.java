// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import coattail.shell.internal.grammar.Parameter.Kind;

/**
 * Reads the words of one command. Options may stand anywhere; {@code --} ends them. (Karaf's own reader takes them only
 * before the first argument, reports in several coloured lines, and takes the last of two.)
 */
public final class CommandLine {
    private final Usage usage;
    private final Deque<Parameter<?>> places;
    private final Map<Parameter<?>, Word> given = new LinkedHashMap<>();
    private boolean noMoreOptions;
    private Parameter<?> open;

    private CommandLine(Usage usage) {
        this.usage = usage;
        this.places = new ArrayDeque<>(usage.arguments());
    }

    /**
     * The values in these words.
     *
     * @throws UsageException at the first word that is wrong
     */
    public static Arguments read(Usage usage, List<Word> words, Contents contents) throws UsageException {
        var line = new CommandLine(usage);
        for (var word : words) {
            line.take(word);
        }
        line.finish();
        return line.values(contents);
    }

    /** Whether these words ask for the parameter's flag, even if they make no command. */
    public static boolean asks(List<Word> words, Parameter<Boolean> flag) {
        return words.stream().takeWhile(word -> !word.is("--")).anyMatch(word -> word.is(flag.name()));
    }

    /** What is known and expected when these words have been typed and one more is begun. */
    static CommandLine begun(Usage usage, List<Word> words) throws UsageException {
        var line = new CommandLine(usage);
        for (var word : words) {
            line.take(word);
        }
        return line;
    }

    /** The option whose value comes next, or {@code null}. */
    Parameter<?> open() {
        return open;
    }

    /** The argument that comes next, or {@code null}. */
    Parameter<?> next() {
        return places.peek();
    }

    /** Whether an option may come next. */
    boolean takesOptions() {
        return !noMoreOptions;
    }

    boolean has(Parameter<?> parameter) {
        return given.containsKey(parameter);
    }

    /** What has been said so far, leaving out what can't be read. */
    Arguments soFar() {
        var values = new LinkedHashMap<String, Object>();
        given.forEach((parameter, word) -> {
            try {
                values.put(parameter.name(), parameter.converter().convert(word.text()));
            } catch (UsageException wrong) {
                values.remove(parameter.name()); // no help to whoever completes the rest
            }
        });
        return new Arguments(values);
    }

    private void take(Word word) throws UsageException {
        if (open != null) {
            if (isOption(word)) {
                throw new UsageException(open.name() + " needs a value; one that begins with dashes is given as "
                        + open.name() + "=VALUE");
            }
            put(open, word);
            open = null;
        } else if (!noMoreOptions && word.is("--")) {
            noMoreOptions = true;
        } else if (!noMoreOptions && isOption(word)) {
            takeOption(word.text());
        } else {
            takeArgument(word);
        }
    }

    private boolean isOption(Word word) {
        return !word.data() && word.text().startsWith("--");
    }

    private void takeOption(String text) throws UsageException {
        int equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals);
        var option = usage.option(name).orElseThrow(() -> new UsageException(unknown(name)));
        if (option.kind() == Kind.FLAG) {
            if (equals >= 0) {
                throw new UsageException(name + " takes no value");
            }
            put(option, Word.said(name));
        } else if (equals >= 0) {
            put(option, Word.said(text.substring(equals + 1)));
        } else {
            open = option;
        }
    }

    private void takeArgument(Word word) throws UsageException {
        boolean dashed = !noMoreOptions && !word.data() && word.text().startsWith("-") && !word.is("-");
        if (dashed && (places.isEmpty() || !places.peek().takesDashes())) {
            throw new UsageException(unknown(word.text()));
        }
        if (places.isEmpty()) {
            throw new UsageException("unexpected word " + quoted(word) + tooMany());
        }
        put(places.remove(), word);
    }

    private String tooMany() {
        var arguments = usage.arguments();
        if (arguments.isEmpty()) {
            return "; this command takes options only";
        }
        boolean sentence = arguments.stream().anyMatch(Parameter::takesContent);
        return "; " + arguments.stream().map(Parameter::name).collect(Collectors.joining(" and "))
                + (arguments.size() == 1 ? " is" : " are") + " given"
                + (sentence ? "; what has spaces goes in single quotes" : "");
    }

    private String unknown(String name) {
        var next = places.peek();
        var names =
                new ArrayList<>(usage.options().stream().map(Parameter::name).toList());
        var dashed = next != null && next.takesDashes() ? "; if it is the " + next.name() + ", put -- before it" : "";
        return "unknown option " + name
                + Similar.to(name, names)
                        .map(known -> "; did you mean " + known + "?")
                        .orElse(dashed);
    }

    private void put(Parameter<?> parameter, Word word) throws UsageException {
        if (given.putIfAbsent(parameter, word) != null) {
            throw new UsageException(parameter.name() + " is given twice");
        }
    }

    private void finish() throws UsageException {
        if (open != null) {
            throw new UsageException(open.name() + " needs a value: " + open.description());
        }
        for (var parameter : usage.parameters()) {
            if (parameter.required() && !given.containsKey(parameter)) {
                var name = parameter.kind() == Kind.ARGUMENT
                        ? parameter.name()
                        : parameter.name() + " " + parameter.placeholder();
                throw new UsageException(name + " is missing: " + parameter.description());
            }
        }
    }

    private Arguments values(Contents contents) throws UsageException {
        var values = new LinkedHashMap<String, Object>();
        for (var entry : given.entrySet()) {
            values.put(entry.getKey().name(), value(entry.getKey(), entry.getValue(), contents));
        }
        return new Arguments(values);
    }

    private static Object value(Parameter<?> parameter, Word word, Contents contents) throws UsageException {
        if (!parameter.takesContent() && (word.data() || word.is("-"))) {
            throw new UsageException(parameter.name() + " is given as a word, not as a file or standard input");
        }
        if (parameter.secret() && contents.exposes(word)) {
            throw new UsageException(
                    parameter.name() + " is a secret, and a command line is seen by others; give it as "
                            + "@file, as - for standard input, or leave it out and paste it when it is asked for");
        }
        try {
            return parameter.converter().convert(parameter.takesContent() ? contents.of(word) : word.text());
        } catch (UsageException wrong) {
            throw new UsageException(parameter.name() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static String quoted(Word word) {
        return word.data() ? "from a file or standard input" : "'" + word.text() + "'";
    }
}
