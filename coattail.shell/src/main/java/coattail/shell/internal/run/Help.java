// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Parameter.Kind;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Face.Spelling;

/** Explains a command. */
public final class Help {
    private Help() {}

    /** How a command is written, without the options that all have. */
    public static String synopsis(Usage usage, Spelling spelling) {
        return String.join(" ", units(usage, spelling));
    }

    private static List<String> units(Usage usage, Spelling spelling) {
        return Stream.concat(
                        Stream.of(spelling.of(usage.name())),
                        usage.parameters().stream()
                                .filter(parameter -> !parameter.equals(Usage.JSON) && !parameter.equals(Usage.HELP))
                                .map(parameter ->
                                        parameter.required() ? label(parameter) : "[" + label(parameter) + "]"))
                .toList();
    }

    /** A parameter with what stands for its value. */
    public static String label(Parameter<?> parameter) {
        return parameter.kind() == Kind.OPTION ? parameter.name() + " " + parameter.placeholder() : parameter.name();
    }

    static void print(Usage usage, Spelling spelling, Page page) {
        page.units(units(usage, spelling)).blank();
        page.paragraph("  ", usage.summary() + ".");
        for (var paragraph : usage.details()) {
            page.blank().paragraph("  ", paragraph);
        }
        print("Arguments", usage.arguments(), page);
        print("Options", usage.options(), page);
        page.blank().line("Examples");
        for (var example : usage.examples()) {
            page.line("  " + (spelling.of(usage.name()) + " " + example.arguments()).stripTrailing());
            page.paragraph("      ", example.meaning() + ".");
        }
    }

    private static void print(String title, List<Parameter<?>> parameters, Page page) {
        if (!parameters.isEmpty()) {
            var entries = new LinkedHashMap<String, String>();
            parameters.forEach(parameter -> entries.put("  " + label(parameter), parameter.description()));
            page.blank().line(title).sheet(entries);
        }
    }
}
