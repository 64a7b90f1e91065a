// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.Subject;

import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

import coattail.launcher.frame.Request;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Face;
import coattail.shell.internal.run.Face.Spelling;
import coattail.shell.internal.run.KarafCommand;
import coattail.shell.internal.run.Problem;
import coattail.shell.internal.run.Prompt;

/**
 * Runs one request in a session of its own, as the given subject, so that the command ACLs decide. The arguments reach
 * the command as variables of the session: Gogo never parses them.
 */
final class CommandRun {
    private static final int WIDTH_OF_OLD = 80;

    private final SessionFactory sessions;
    private final Subject subject;
    private final Supplier<Set<String>> names;

    /** @param names the commands that there are for terminals, also those that the subject's roles don't allow */
    CommandRun(SessionFactory sessions, Subject subject, Supplier<Set<String>> names) {
        this.sessions = sessions;
        this.subject = subject;
        this.names = names;
    }

    /** Runs the command; returns its exit code. Failures are printed, none is thrown. */
    int run(Request request, PrintStream out, PrintStream err, Optional<Prompt> prompt) {
        var words = request.words().stream()
                .map(word -> new Word(word.text(), word.data()))
                .toList();
        var face = new Face(Spelling.TERMINAL, request.terminal(), columns(request), request.colours(), prompt);
        var input = InputStream.nullInputStream(); // what the words call standard input comes as data
        var console = new Console(input, out, err, err, StandardCharsets.UTF_8, Path.of(""), face);
        var session = sessions.create(input, out, err);
        try {
            session.put(Face.VARIABLE, face);
            return Subject.doAs(subject, (PrivilegedExceptionAction<Integer>) () -> execute(session, words, console));
        } catch (PrivilegedActionException failure) {
            return Problem.of(failure.getException()).report(words, console);
        } catch (RuntimeException failure) { // also one of the access check's
            return Problem.of(failure).report(words, console);
        } finally {
            session.close();
            out.flush();
            err.flush();
        }
    }

    private static int columns(Request request) {
        if (!request.terminal()) {
            return 0;
        }
        return request.columns() > 0 ? request.columns() : WIDTH_OF_OLD;
    }

    private int execute(Session session, List<Word> words, Console console) throws Exception {
        boolean help = !words.isEmpty() && (says(words.get(0), "help") || says(words.get(0), Usage.HELP.name()));
        var rest = help ? words.subList(1, words.size()) : words;
        if (rest.isEmpty()) {
            list(console);
            return 0;
        }
        var one = rest.get(0).text();
        var two =
                rest.size() > 1 && !rest.get(1).data() ? one + "-" + rest.get(1).text() : one;
        if (!two.equals(one) && exists(two)) {
            return execute(session, two, help ? List.of(Word.said(Usage.HELP.name())) : rest.subList(2, rest.size()));
        }
        if (exists(one)) {
            return execute(session, one, help ? List.of(Word.said(Usage.HELP.name())) : rest.subList(1, rest.size()));
        }
        throw new UsageException("there is no command '" + two.replaceFirst("-", " ") + "'; '"
                + Spelling.TERMINAL.of("help") + "' lists them");
    }

    private static int execute(Session session, String command, List<Word> arguments) throws Exception {
        var line = new StringBuilder(KarafCommand.SCOPE).append(':').append(command);
        for (int i = 0; i < arguments.size(); i++) {
            session.put("a" + i, arguments.get(i));
            line.append(" $a").append(i);
        }
        return session.execute(line) instanceof Integer exitCode ? exitCode : 0;
    }

    private boolean exists(String command) {
        return names.get().contains(command);
    }

    /** Whether it is for terminals: where the launcher has a command of the name, its own is meant. */
    private static boolean reachable(Command command) {
        return command.getScope().equals(KarafCommand.SCOPE)
                && !(command instanceof KarafCommand ours && ours.consoleOnly());
    }

    private void list(Console console) {
        var commands = new ArrayList<>(sessions.getRegistry().getCommands());
        commands.removeIf(command -> !reachable(command));
        commands.sort(Comparator.comparing(Command::getName));
        var sheet = new LinkedHashMap<String, String>();
        commands.forEach(
                command -> sheet.put("  " + command.getName().replaceFirst("-", " "), command.getDescription()));
        var help = Spelling.TERMINAL.of("help") + " NOUN VERB";
        console.page()
                .line("Commands of the instance:")
                .sheet(sheet)
                .blank()
                .line(help + " explains one of them.")
                .flush();
    }

    private static boolean says(Word word, String text) {
        return !word.data() && word.text().equals(text);
    }
}
