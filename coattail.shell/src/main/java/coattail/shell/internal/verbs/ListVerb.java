// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Column;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Verb;

/**
 * A command that lists all there is of one kind: a row each for people, an object each for programs.
 *
 * @param usage the command's declaration
 * @param source where they come from
 * @param shape how one looks in JSON
 * @param columns of the table
 * @param row how one looks in the table, a cell for each column
 * @param nothing the sentence that stands for a table without rows
 * @param <T> the kind
 */
record ListVerb<T>(
        Usage usage,
        Supplier<List<T>> source,
        Function<T, JsonNode> shape,
        List<Column> columns,
        Function<T, List<?>> row,
        Function<Console, String> nothing)
        implements Verb {

    @Override
    public Reply run(Arguments arguments, Console console) {
        var elements = source.get();
        return Reply.of(() -> elements.stream().map(shape).collect(Json.array()), page -> {
            var table = new Table(columns);
            elements.forEach(element -> table.row(row.apply(element)));
            page.table(table, nothing.apply(console));
        });
    }
}
