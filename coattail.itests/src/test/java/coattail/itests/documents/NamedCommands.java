// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that are documented, to hold those against that a page names in passing. */
final class NamedCommands {
    private static final Pattern COMMAND = Pattern.compile("coattail[ :]([a-z]+)(?:[ -]([a-z]+))?((?!.*<-).*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    /** By the words of each command, the options that its section names. */
    private final Map<String, TreeSet<String>> options = new HashMap<>();

    private NamedCommands() {}

    /** Those of an instance and those of the launcher. Both pages have a section for each, headed by its words. */
    static NamedCommands documented() {
        var commands = new NamedCommands();
        commands.add(Checkout.page("docs/commands.md"), "## ");
        commands.add(Checkout.page("docs/launcher.md"), "### ");
        return commands;
    }

    private void add(Page page, String heading) {
        var section = new TreeSet<String>();
        for (var line : page.prose()) {
            if (line.startsWith(heading)) {
                section = new TreeSet<>(List.of("--json", "--help", "--instance"));
                options.put(line.substring(heading.length()), section);
            }
            Matcher option = OPTION.matcher(line);
            while (option.find()) {
                section.add(option.group());
            }
        }
    }

    /** What is wrong with a piece of code as a command; nothing if it is none. */
    Optional<String> fault(String code) {
        Matcher command = COMMAND.matcher(code);
        if (!command.matches()) {
            return Optional.empty();
        }
        var words = new ArrayList<>(List.of(command.group(1)));
        if (command.group(2) != null && options.containsKey(command.group(1) + " " + command.group(2))) {
            words.add(command.group(2));
        }
        var known = options.get(String.join(" ", words));
        if (known == null) {
            return Optional.of("neither docs/commands.md nor docs/launcher.md has `" + code + "`");
        }
        Matcher option = OPTION.matcher(command.group(3));
        while (option.find()) {
            if (!known.contains(option.group())) {
                return Optional.of(option.group() + " is no option of it in `" + code + "`");
            }
        }
        return Optional.empty();
    }
}
