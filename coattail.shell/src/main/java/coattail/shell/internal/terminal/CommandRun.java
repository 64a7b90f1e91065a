// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.security.auth.Subject;

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
    /** Before words of which the last is to be completed. */
    private static final String COMPLETE = "--complete";

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
        if (!words.isEmpty() && says(words.get(0), COMPLETE)) {
            var page = console.page();
            catalogue().propose(words.subList(1, words.size())).forEach(page::line);
            page.flush();
            return 0;
        }
        boolean help = !words.isEmpty() && (says(words.get(0), "help") || says(words.get(0), Usage.HELP.name()));
        var rest = help ? words.subList(1, words.size()) : words;
        if (rest.isEmpty()) {
            catalogue().print("", console.page());
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
        boolean alone = rest.size() == 1 || says(rest.get(1), Usage.HELP.name());
        if (alone && !verbs(one).isEmpty() && (help || rest.size() > 1)) {
            catalogue().print(one, console.page());
            return 0;
        }
        throw new UsageException(unknown(one, two, alone));
    }

    private String unknown(String noun, String command, boolean alone) {
        var verbs = verbs(noun);
        if (verbs.isEmpty()) {
            return "there is no command '" + command.replaceFirst("-", " ") + "'; '" + Spelling.TERMINAL.of("help")
                    + "' lists them";
        }
        return (alone ? "" : "there is no command '" + command.replaceFirst("-", " ") + "'; ") + "'" + noun
                + "' is followed by " + String.join(", ", verbs);
    }

    /** The verbs that go with a noun. */
    private Set<String> verbs(String noun) {
        return names.get().stream()
                .filter(name -> name.startsWith(noun + "-"))
                .map(name -> name.substring(noun.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Catalogue catalogue() {
        return new Catalogue(sessions.getRegistry());
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

    private static boolean says(Word word, String text) {
        return !word.data() && word.text().equals(text);
    }
}
