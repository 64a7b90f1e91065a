// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;

import coattail.shell.internal.grammar.CommandLine;
import coattail.shell.internal.grammar.Completion;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.print.Json;

/**
 * A {@link Verb} as Karaf's shell knows it. It doesn't throw: failures are reported here, and the exit code is what the
 * command returns. Karaf's ssh server hands that on; what is thrown it prints in colour among the results.
 */
public final class KarafCommand implements Command {
    /** The scope of all commands. */
    public static final String SCOPE = "coattail";

    private final Verb verb;
    private final Usage usage;

    public KarafCommand(Verb verb) {
        this.verb = verb;
        this.usage = verb.usage();
    }

    @Override
    public String getScope() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return usage.name();
    }

    /** Whether it is for Karaf's console alone. */
    public boolean consoleOnly() {
        return usage.consoleOnly();
    }

    @Override
    public String getDescription() {
        return usage.summary();
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return new WordCompleter(usage, scoped);
    }

    /** As {@link Completion#propose}. */
    public List<String> propose(List<Word> before, String typed) {
        return Completion.propose(usage, before, typed);
    }

    @Override
    public Parser getParser() {
        return null; // Gogo's
    }

    /** Runs the command; returns its exit code, {@code null} for success. */
    @Override
    public Object execute(Session session, List<Object> arguments) {
        var console = Console.of(session);
        var words = new ArrayList<Word>();
        for (var argument : arguments) {
            if (argument instanceof Word word) {
                words.add(word);
            } else if (argument instanceof CharSequence text) {
                words.add(Word.said(text.toString()));
            } else { // a closure, a list or a map: what was between the braces or brackets can't be told any more
                return Problem.usage("this console takes braces and brackets for its own; put JSON into single quotes, "
                                + "as in '{\"name\": \"Ada\"}'")
                        .report(words, console);
            }
        }
        int exitCode = run(words, console);
        return exitCode == 0 ? null : exitCode;
    }

    /** Runs the command with these words; returns its exit code. */
    public int run(List<Word> words, Console given) {
        // A program answers no questions.
        var console = CommandLine.asks(words, Usage.JSON) ? given.unasked() : given;
        var spelling = console.face().spelling();
        if (CommandLine.asks(words, Usage.HELP)) {
            Help.print(usage, spelling, console.page());
            console.flush();
            return 0;
        }
        try {
            var arguments = CommandLine.read(usage, words, new ConsoleContents(console));
            return print(verb.run(arguments, console), words, console);
        } catch (UsageException wrong) {
            return Problem.usage(wrong.getMessage() + " (see " + spelling.of(usage.name()) + " --help)")
                    .report(words, console);
        } catch (Exception failure) { // whatever it is, the user gets a line and the log the rest
            return Problem.of(failure).report(words, console);
        }
    }

    private static int print(Reply reply, List<Word> words, Console console) {
        var problem = reply.failure().map(Problem::of);
        if (CommandLine.asks(words, Usage.JSON)) {
            var json = reply.json().get();
            if (problem.isPresent() && json instanceof ObjectNode object) {
                object.setAll(problem.get().json());
            }
            if (!json.isMissingNode()) {
                console.page().text(Json.print(json));
            }
        } else {
            reply.text().accept(console.page());
            console.flush();
            problem.ifPresent(failure -> failure.report(words, console));
        }
        console.flush();
        return problem.map(Problem::exitCode).orElse(0);
    }
}
