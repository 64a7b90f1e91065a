// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that a command takes. Immutable; a command keeps its parameters and asks {@link Arguments} for their
 * values.
 *
 * @param kind where it stands
 * @param name {@code NAME} for an argument, {@code --name} for an option or a flag
 * @param placeholder what stands for an option's value in the help; empty for the others
 * @param description what it means
 * @param required whether the command can't do without
 * @param takesContent whether it may be given as {@code @file} or {@code -}
 * @param takesDashes whether a value may begin with a single dash, as a negative number or a token's id does
 * @param secret whether it mustn't stand in a command line that others can see
 * @param converter makes the value
 * @param candidates proposes values
 * @param <T> the value's type
 */
public record Parameter<T>(
        Kind kind,
        String name,
        String placeholder,
        String description,
        boolean required,
        boolean takesContent,
        boolean takesDashes,
        boolean secret,
        Converter<T> converter,
        Candidates candidates) {

    /** For values that nobody can propose. */
    private static final Candidates NONE = (typed, before) -> List.of();

    /** Where a parameter stands in a command line. */
    public enum Kind {
        /** Known by its place among the words that aren't options. */
        ARGUMENT,
        /** {@code --name value} or {@code --name=value}, anywhere. */
        OPTION,
        /** {@code --name}, anywhere. */
        FLAG
    }

    /** An argument that must be given. */
    public static Parameter<String> argument(String name, String description) {
        return new Parameter<>(Kind.ARGUMENT, name, "", description, true, false, false, false, text -> text, NONE);
    }

    /** An option that may be left out. */
    public static Parameter<String> option(String name, String placeholder, String description) {
        return new Parameter<>(
                Kind.OPTION, name, placeholder, description, false, false, false, false, text -> text, NONE);
    }

    /** A switch. */
    public static Parameter<Boolean> flag(String name, String description) {
        return new Parameter<>(Kind.FLAG, name, "", description, false, false, false, false, text -> true, NONE);
    }

    /** The same, but it may be left out. */
    public Parameter<T> optional() {
        return with(false, takesContent, takesDashes, secret, converter, candidates);
    }

    /** The same, but it must be given. */
    public Parameter<T> mandatory() {
        return with(true, takesContent, takesDashes, secret, converter, candidates);
    }

    /** The same, but {@code @file} and {@code -} stand for what they hold. */
    public Parameter<T> content() {
        return with(required, true, takesDashes, secret, converter, candidates);
    }

    /** The same, but a value may begin with a dash. */
    public Parameter<T> dashes() {
        return with(required, takesContent, true, secret, converter, candidates);
    }

    /** The same, but a terminal's command line is no place for it: only {@code @file} and {@code -} are. */
    public Parameter<T> unseen() {
        return with(required, true, takesDashes, true, converter, candidates);
    }

    /** The same with values of another type. */
    public <U> Parameter<U> as(Converter<U> other) {
        return with(required, takesContent, takesDashes, secret, other, candidates);
    }

    /** The same with proposals. */
    public Parameter<T> completed(Candidates other) {
        return with(required, takesContent, takesDashes, secret, converter, other);
    }

    /** The same with fixed proposals. */
    public Parameter<T> completed(Stream<String> values) {
        var all = values.toList();
        return completed((typed, before) -> all);
    }

    /** The same with values that are often wanted, where any other would do. */
    public Parameter<T> suggesting(String... values) {
        return completed(Stream.of(values));
    }

    private <U> Parameter<U> with(
            boolean nowRequired,
            boolean nowContent,
            boolean nowDashes,
            boolean nowSecret,
            Converter<U> nowConverter,
            Candidates nowCandidates) {
        return new Parameter<>(
                kind,
                name,
                placeholder,
                description,
                nowRequired,
                nowContent,
                nowDashes,
                nowSecret,
                nowConverter,
                nowCandidates);
    }
}
