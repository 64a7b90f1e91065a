// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;
import coattail.shell.internal.CommandFailure;
import coattail.shell.internal.Prompt;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.PrintStream;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one request in a session of its own, as the given subject, so that the command ACLs decide. The arguments reach
 * the command as variables of the session: Gogo never parses them.
 */
final class CommandRun {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCOPE = "coattail";
    private static final Word JSON_OPTION = Word.word("--json");

    private final SessionFactory sessions;
    private final Subject subject;

    CommandRun(SessionFactory sessions, Subject subject) {
        this.sessions = sessions;
        this.subject = subject;
    }

    /** Data from a file or standard input: Karaf takes only strings for options, and this isn't one. */
    private record Data(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Runs the command; returns its exit code. Failures are printed, none is thrown. */
    int run(Request request, PrintStream out, PrintStream err, Prompt prompt) {
        Session session = sessions.create(InputStream.nullInputStream(), out, err);
        try {
            if (prompt != null) {
                session.put(Prompt.VARIABLE, prompt);
            }
            if (request.columns() > 0) {
                session.put("coattail.columns", request.columns());
            }
            Subject.doAs(subject, (PrivilegedExceptionAction<Void>) () -> {
                execute(session, request.words(), out);
                return null;
            });
            return 0;
        } catch (PrivilegedActionException e) {
            return fail(e.getException(), request, out, err);
        } catch (RuntimeException e) {
            return fail(e, request, out, err);
        } finally {
            session.close();
            out.flush();
            err.flush();
        }
    }

    private void execute(Session session, List<Word> words, PrintStream out) throws Exception {
        if (words.isEmpty() || words.get(0).equals(Word.word("help"))) {
            list(out);
            return;
        }
        String two = words.size() > 1 && !words.get(1).data() ? words.get(0).text() + "-" + words.get(1).text() : "";
        String one = words.get(0).text();
        Registry registry = sessions.getRegistry();
        if (registry.getCommand(SCOPE, two) != null) {
            execute(session, two, words.subList(2, words.size()));
        } else if (registry.getCommand(SCOPE, one) != null) {
            execute(session, one, words.subList(1, words.size()));
        } else {
            throw CommandFailure.usage("there is no command '" + printable(two.isEmpty() ? one : one + " "
                    + words.get(1).text()) + "'; 'coattail help' lists them");
        }
    }

    private static void execute(Session session, String command, List<Word> arguments) throws Exception {
        var line = new StringBuilder(SCOPE).append(':').append(command);
        for (int i = 0; i < arguments.size(); i++) {
            Word argument = arguments.get(i);
            session.put("a" + i, argument.data() ? new Data(argument.text()) : argument.text());
            line.append(" $a").append(i);
        }
        session.execute(line);
    }

    private void list(PrintStream out) {
        List<Command> commands = new ArrayList<>(sessions.getRegistry().getCommands());
        commands.removeIf(command -> !command.getScope().equals(SCOPE));
        commands.sort(Comparator.comparing(Command::getName));
        for (Command command : commands) {
            out.printf("  %-26s %s%n", command.getName().replaceFirst("-", " "), command.getDescription());
        }
    }

    private static int fail(Throwable thrown, Request request, PrintStream out, PrintStream err) {
        Outcome outcome = Outcome.of(thrown);
        if (!outcome.expected()) {
            LOG.error("A command from the terminal failed", thrown);
        }
        if (request.words().contains(JSON_OPTION)) {
            out.println(json(outcome));
        } else {
            err.println("coattail: " + outcome.message());
        }
        return outcome.exitCode();
    }

    private static String json(Outcome outcome) {
        try {
            return JSON.writeValueAsString(
                    Map.of("error", Map.of("code", outcome.code(), "message", outcome.message())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
