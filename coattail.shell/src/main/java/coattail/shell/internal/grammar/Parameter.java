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
        Converter<T> converter,
        Candidates candidates) {

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
        return new Parameter<>(Kind.ARGUMENT, name, "", description, true, false, false, text -> text, none());
    }

    /** An option that may be left out. */
    public static Parameter<String> option(String name, String placeholder, String description) {
        return new Parameter<>(Kind.OPTION, name, placeholder, description, false, false, false, text -> text, none());
    }

    /** A switch. */
    public static Parameter<Boolean> flag(String name, String description) {
        return new Parameter<>(Kind.FLAG, name, "", description, false, false, false, text -> true, none());
    }

    /** The same, but it may be left out. */
    public Parameter<T> optional() {
        return new Parameter<>(
                kind, name, placeholder, description, false, takesContent, takesDashes, converter, candidates);
    }

    /** The same, but it must be given. */
    public Parameter<T> mandatory() {
        return new Parameter<>(
                kind, name, placeholder, description, true, takesContent, takesDashes, converter, candidates);
    }

    /** The same, but {@code @file} and {@code -} stand for what they hold. */
    public Parameter<T> content() {
        return new Parameter<>(
                kind, name, placeholder, description, required, true, takesDashes, converter, candidates);
    }

    /** The same, but a value may begin with a dash. */
    public Parameter<T> dashes() {
        return new Parameter<>(
                kind, name, placeholder, description, required, takesContent, true, converter, candidates);
    }

    /** The same with values of another type. */
    public <U> Parameter<U> as(Converter<U> other) {
        return new Parameter<>(
                kind, name, placeholder, description, required, takesContent, takesDashes, other, candidates);
    }

    /** The same with proposals. */
    public Parameter<T> completed(Candidates other) {
        return new Parameter<>(
                kind, name, placeholder, description, required, takesContent, takesDashes, converter, other);
    }

    /** The same with fixed proposals. */
    public Parameter<T> completed(Stream<String> values) {
        var all = values.toList();
        return completed((typed, before) -> all);
    }

    private static Candidates none() {
        return (typed, before) -> List.of();
    }
}
