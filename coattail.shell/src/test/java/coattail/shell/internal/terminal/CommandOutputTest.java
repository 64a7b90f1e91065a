// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import static coattail.shell.internal.terminal.Terminals.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Face;
import coattail.shell.internal.run.Prompt;
import coattail.shell.internal.terminal.Terminals.Answer;

/** What a command prints, throws, returns and asks, as the terminal gets it. */
class CommandOutputTest {
    @TempDir
    private Path directory;

    private Terminals terminals;

    @BeforeEach
    void start() throws IOException {
        terminals = new Terminals(directory);
    }

    @AfterEach
    void stop() throws IOException {
        terminals.close();
    }

    @Test
    void outputAndErrorsComeApart() throws IOException {
        terminals.command("info", (session, arguments) -> {
            session.getConsole().println("to the console");
            System.out.println("to standard output ü");
            System.err.println("to standard error");
            return "a returned value that nobody asked for";
        });
        assertEquals(
                new Answer("to the console\nto standard output ü\n", "to standard error\n", 0), terminals.run("info"));
    }

    @Test
    void theExitCodeIsWhatTheCommandReturns() throws IOException {
        terminals.command("info", (session, arguments) -> 2);
        assertEquals(new Answer("", "", 2), terminals.run("info"));
    }

    @Test
    void whatIsThrownHasOneLineAndAnExitCode() throws IOException {
        terminals.command("usage", (session, arguments) -> {
            throw new UsageException("-n needs a unit");
        });
        terminals.command("call", (session, arguments) -> {
            throw new CoattailException(ErrorCode.NO_SUCH_ACTION, "there is no action\n'x'");
        });
        terminals.command("forbidden", (session, arguments) -> {
            throw new SecurityException("Insufficient credentials.");
        });
        terminals.command("bug", (session, arguments) -> {
            throw new IllegalStateException("oops");
        });
        assertEquals(new Answer("", "coattail: -n needs a unit\n", 2), terminals.run("usage"));
        assertEquals(new Answer("", "coattail: there is no action\\n'x' (NO_SUCH_ACTION)\n", 1), terminals.run("call"));
        var refused = new Answer(
                "",
                "coattail: the roles of this user don't allow the command; "
                        + "etc/org.apache.karaf.command.acl.coattail.cfg says which do (FORBIDDEN)\n",
                1);
        assertEquals(refused, terminals.run("forbidden"));
        terminals.names.add("token-issue"); // which Karaf's registry doesn't show this user
        assertEquals(refused, terminals.run("token", "issue"));
        Answer bug = terminals.run("bug");
        assertEquals(1, bug.exitCode());
        assertTrue(bug.err().startsWith("coattail: a fault of Coattail's own"), bug.err());
        assertFalse(bug.err().contains("oops"), bug.err());
    }

    @Test
    void withJsonAFailureIsJsonOnStandardOutputAlone() throws IOException {
        terminals.command("call", (session, arguments) -> {
            throw new CoattailException(ErrorCode.NO_SUCH_ACTION, "no \"x\"");
        });
        Answer answer = terminals.run("call", "--json");
        assertEquals("NO_SUCH_ACTION", Json.read(answer.out()).at("/error/code").asText());
        assertEquals("no \"x\"", Json.read(answer.out()).at("/error/message").asText());
        assertEquals("", answer.err());
        assertEquals(1, answer.exitCode());
    }

    @Test
    void theCommandKnowsTheTerminal() throws IOException {
        terminals.command("info", (session, arguments) -> {
            var face = (Face) session.get(Face.VARIABLE);
            System.out.println(face.terminal() + " " + face.columns());
            return null;
        });
        assertEquals("false 0\n", terminals.run("info").out());
        assertEquals(
                "true 132\n",
                terminals
                        .run(new Request(true, false, 132, List.of(Word.word("info"))))
                        .out());
        assertEquals(
                "true 80\n",
                terminals
                        .run(new Request(true, false, 0, List.of(Word.word("info"))))
                        .out());
    }

    @Test
    void aQuestionIsAnsweredFromTheTerminal() throws IOException {
        terminals.command("ask", (session, arguments) -> {
            Prompt prompt = prompt(session).orElseThrow();
            System.out.println(prompt.ask("Token: ", true) + "," + prompt.ask("Sure? ", false) + ","
                    + prompt.ask("More? ", false));
            return null;
        });
        assertEquals(
                "1Token: 0Sure? 0More? secret,,null\n",
                terminals.run(request(true, Word.word("ask")), "secret", "").out());
    }

    @Test
    void whereNobodySitsThereIsNoPrompt() throws IOException {
        terminals.command(
                "ask", (session, arguments) -> System.out.append(prompt(session).isPresent() + "\n"));
        assertEquals("false\n", terminals.run("ask").out());
    }

    private static Optional<Prompt> prompt(Session session) {
        return ((Face) session.get(Face.VARIABLE)).prompt();
    }
}
