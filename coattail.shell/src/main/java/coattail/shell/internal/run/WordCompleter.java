// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

import coattail.shell.internal.grammar.Completion;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Word;

/** Completes a command's name, options and values. Which proposals begin as what was typed is the console's matter. */
final class WordCompleter implements Completer {
    private final Usage usage;
    private final boolean scoped;

    /** @param scoped whether the console is in our scope, where the scope isn't written */
    WordCompleter(Usage usage, boolean scoped) {
        this.usage = usage;
        this.scoped = scoped;
    }

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        var found = new ArrayList<Candidate>();
        completeCandidates(session, line, found);
        found.forEach(candidate -> candidates.add(candidate.value()));
        return 0;
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        var full = KarafCommand.SCOPE + ":" + usage.name();
        int index = line.getCursorArgumentIndex();
        if (index == 0) {
            candidates.add(named(usage.name()));
            if (!scoped) {
                candidates.add(named(full));
            }
            return;
        }
        var words = Arrays.asList(line.getArguments());
        if (!session.resolveCommand(words.get(0)).equals(full)) {
            return;
        }
        var typed = line.getCursorArgument() == null
                ? ""
                : line.getCursorArgument().substring(0, line.getArgumentPosition());
        var before = words.subList(1, index).stream().map(Word::said).toList();
        if (typed.startsWith("@")) {
            if (InstanceFiles.allowed() && Completion.takesFile(usage, before)) {
                FileNames.candidates(session.currentDir(), typed, candidates);
            }
        } else {
            Completion.propose(usage, before, typed)
                    .forEach(value -> candidates.add(new Candidate(value, !Completion.unfinished(value))));
        }
    }

    private Candidate named(String name) {
        return new Candidate(name, name, null, usage.summary(), null, KarafCommand.SCOPE + "/" + usage.name(), true);
    }
}
