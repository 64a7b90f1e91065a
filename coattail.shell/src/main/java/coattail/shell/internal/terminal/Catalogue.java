// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Registry;

import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.Plain;
import coattail.shell.internal.run.Face.Spelling;
import coattail.shell.internal.run.KarafCommand;

/** The commands for terminals that the user of this thread may run: lists them, and completes a line of them. */
final class Catalogue {
    private final List<Command> commands;

    Catalogue(Registry registry) {
        commands = new ArrayList<>(registry.getCommands());
        commands.removeIf(command -> !reachable(command));
        commands.sort(Comparator.comparing(Command::getName));
    }

    /** Whether it is for terminals: where the launcher has a command of the name, its own is meant. */
    private static boolean reachable(Command command) {
        return command.getScope().equals(KarafCommand.SCOPE)
                && !(command instanceof KarafCommand ours && ours.consoleOnly());
    }

    /** Lists those of one noun, or all if that is empty. */
    void print(String noun, Page page) {
        var sheet = new LinkedHashMap<String, String>();
        commands.stream()
                .filter(command -> noun.isEmpty() || command.getName().startsWith(noun + "-"))
                .forEach(command -> sheet.put("  " + words(command), command.getDescription()));
        page.line(noun.isEmpty() ? "Commands of the instance:" : "Commands for '" + noun + "':")
                .sheet(sheet)
                .blank()
                .line(Spelling.TERMINAL.of("help") + " NOUN VERB explains one of them.")
                .flush();
    }

    /**
     * What the last of these words may become, which isn't finished. What can't be written in one line isn't proposed:
     * names come from peers, and whoever asks is a shell.
     */
    List<String> propose(List<Word> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        int last = words.size() - 1;
        var typed = words.get(last).text();
        var proposals = new ArrayList<String>();
        var nouns = new TreeSet<String>();
        for (var command : commands) {
            var name = words(command).split(" ");
            int matching = 0;
            while (matching < Math.min(name.length, last)
                    && name[matching].equals(words.get(matching).text())) {
                matching++;
            }
            if (matching == last && last < name.length) {
                nouns.add(name[last]);
            } else if (matching == name.length && command instanceof KarafCommand ours) {
                proposals.addAll(ours.propose(words.subList(matching, last), typed));
            }
        }
        return Stream.concat(nouns.stream(), proposals.stream())
                .filter(proposal -> Plain.line(proposal).equals(proposal))
                .toList();
    }

    private static String words(Command command) {
        return command.getName().replaceFirst("-", " ");
    }
}
