// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.security.auth.Subject;

import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.testing.Variants;
import coattail.launcher.frame.Frame;
import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.InstanceSocket;
import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Face;
import coattail.shell.internal.run.Prompt;

/** The instance's end of the socket with Karaf's own sessions behind it. */
class TerminalServerTest {
    private static final ThreadIOImpl THREAD_IO = new ThreadIOImpl();

    @TempDir
    private Path directory;

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private SessionFactoryImpl sessions;
    private TerminalServer server;

    /** What a command does. */
    @FunctionalInterface
    private interface Body {
        Object execute(Session session, List<Object> arguments) throws Exception;
    }

    private record TestCommand(String scope, String name, Body body) implements Command {
        @Override
        public String getScope() {
            return scope;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getDescription() {
            return "does " + name;
        }

        @Override
        public Completer getCompleter(boolean scoped) {
            return null;
        }

        @Override
        public Parser getParser() {
            return null;
        }

        @Override
        public Object execute(Session session, List<Object> arguments) throws Exception {
            return body.execute(session, arguments);
        }
    }

    /** What came back. */
    private record Answer(String out, String err, int exitCode) {}

    @BeforeAll
    static void divertStandardStreams() {
        THREAD_IO.start();
    }

    @AfterAll
    static void restoreStandardStreams() {
        THREAD_IO.stop();
    }

    @BeforeEach
    void start() throws IOException {
        sessions = new SessionFactoryImpl(THREAD_IO);
        server = serve(directory);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        sessions.stop();
    }

    private TerminalServer serve(Path where) throws IOException {
        var run = new CommandRun(sessions, new Subject(), () -> names);
        var started = new TerminalServer(where, run, () -> "listening=true\n");
        started.start();
        return started;
    }

    private void command(String name, Body body) {
        names.add(name);
        sessions.getRegistry().register(new TestCommand("coattail", name, body));
    }

    private FrameChannel connect() throws IOException {
        return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(InstanceSocket.NAME))));
    }

    private static Request request(boolean askable, Word... words) {
        return new Request(false, askable, 80, List.of(words));
    }

    private Answer run(String... words) throws IOException {
        return run(request(false, Stream.of(words).map(Word::word).toArray(Word[]::new)));
    }

    private Answer run(Request request, String... answers) throws IOException {
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.REQUEST, request.encoded());
            return collect(channel, new ArrayList<>(List.of(answers)));
        }
    }

    private static Answer collect(FrameChannel channel, List<String> answers) throws IOException {
        var out = new StringBuilder();
        var err = new StringBuilder();
        while (true) {
            Frame frame = channel.receive();
            switch (frame.type()) {
                case OUTPUT -> out.append(frame.text());
                case ERROR -> err.append(frame.text());
                case QUESTION -> {
                    out.append(frame.payload()[0]).append(frame.text().substring(1));
                    byte[] answer = answers.isEmpty()
                            ? new byte[0]
                            : ("\0" + answers.remove(0)).getBytes(StandardCharsets.UTF_8);
                    channel.send(FrameType.ANSWER, answer);
                }
                case EXIT -> {
                    return new Answer(out.toString(), err.toString(), frame.payload()[0]);
                }
                default -> throw new AssertionError(frame.type());
            }
        }
    }

    private static Optional<Prompt> prompt(Session session) {
        return ((Face) session.get(Face.VARIABLE)).prompt();
    }

    @Test
    void outputAndErrorsComeApart() throws IOException {
        command("info", (session, arguments) -> {
            session.getConsole().println("to the console");
            System.out.println("to standard output ü");
            System.err.println("to standard error");
            return "a returned value that nobody asked for";
        });
        assertEquals(new Answer("to the console\nto standard output ü\n", "to standard error\n", 0), run("info"));
    }

    @Test
    void argumentsReachTheCommandUnparsed() throws IOException {
        var seen = new ArrayList<Object>();
        command("action-perform", (session, arguments) -> {
            seen.addAll(arguments);
            return null;
        });
        String[] hostile = {
            "{\"a\":[1,{}]}",
            "$(coattail:info)",
            "'; coattail:info #",
            "a b",
            "",
            "|",
            "$a0",
            "~",
            "\"",
            "\\",
            "*",
            "ü\n",
            "<x",
            "%1",
            "`ls`",
            "@x",
            "'; shutdown -f; '",
            "; shutdown",
            "&& shutdown",
            "| shutdown",
            "|| shutdown",
            "& shutdown",
            "\n shutdown \n",
            "\r\nshutdown",
            "\"; shutdown; \"",
            "\\'; shutdown",
            "$(shutdown -f)",
            "`shutdown`",
            "{shutdown}",
            "(shutdown)",
            "[shutdown]",
            "%(shutdown)",
            "$.context",
            "${.context}",
            "$(($.context stop))",
            "((bundle:context) getBundle 0) stop",
            "a=$(shutdown)",
            "!!",
            "!1",
            "~/.ssh/id",
            "> /tmp/x",
            ">> /tmp/x",
            "2>&1",
            "# shutdown",
            "// shutdown",
            "--",
            "-",
            "--user=karaf",
            "\u2028shutdown",
            "\u0000shutdown",
            "\u001b[A\r",
            "\u0004",
            "\u0003shutdown",
            "*:*",
            "coattail:token-revoke",
            "shell:exec"
        };
        List<Word> words = new ArrayList<>(List.of(Word.word("action"), Word.word("perform")));
        Stream.of(hostile).map(Word::word).forEach(words::add);
        assertEquals(new Answer("", "", 0), run(new Request(false, false, 0, words)));
        assertEquals(
                Stream.of(hostile)
                        .map(coattail.shell.internal.grammar.Word::said)
                        .toList(),
                seen);
        var variants = Variants.of(TerminalServerTest.class, "words that the console would run");
        for (int i = 0; i < hostile.length; i++) {
            variants.tried(hostile[i], !seen.get(i).equals(coattail.shell.internal.grammar.Word.said(hostile[i])));
        }
        variants.hold();
    }

    @Test
    void dataIsNoOptionAndDoesNotShow() throws IOException {
        var seen = new ArrayList<Object>();
        command("info", (session, arguments) -> {
            seen.addAll(arguments);
            return null;
        });
        assertEquals(
                0, run(request(false, Word.word("info"), Word.data("--help"))).exitCode());
        assertEquals(List.of(coattail.shell.internal.grammar.Word.data("--help")), seen);
        assertEquals("[***]", seen.toString());
    }

    @Test
    void theLongerNameWinsAndNoOtherScopeIsReached() throws IOException {
        command("token", (session, arguments) -> System.out.append("token " + arguments + "\n"));
        command("token-list", (session, arguments) -> System.out.append("token-list " + arguments + "\n"));
        sessions.getRegistry().register(new TestCommand("shell", "exec", (session, arguments) -> 0));
        assertEquals("token-list [x]\n", run("token", "list", "x").out());
        assertEquals("token [show]\n", run("token", "show").out());
        Answer other = run("shell:exec", "x");
        assertEquals(2, other.exitCode());
        assertEquals("coattail: there is no command 'shell:exec x'; 'coattail help' lists them\n", other.err());
        assertEquals(2, run("exec").exitCode());
    }

    @Test
    void helpListsTheCommands() throws IOException {
        command("token-list", (session, arguments) -> null);
        assertEquals(
                """
                Commands of the instance:
                  token list  does token-list

                coattail help NOUN VERB explains one of them.
                """,
                run("help").out());
    }

    @Test
    void helpExplainsACommand() throws IOException {
        command("token-list", (session, arguments) -> System.out.append("token-list " + arguments + "\n"));
        assertEquals("token-list [--help]\n", run("help", "token", "list").out());
        assertEquals(2, run("help", "token", "lust").exitCode());
    }

    @Test
    void theExitCodeIsWhatTheCommandReturns() throws IOException {
        command("info", (session, arguments) -> 2);
        assertEquals(new Answer("", "", 2), run("info"));
    }

    @Test
    void whatIsThrownHasOneLineAndAnExitCode() throws IOException {
        command("usage", (session, arguments) -> {
            throw new UsageException("-n needs a unit");
        });
        command("call", (session, arguments) -> {
            throw new CoattailException(ErrorCode.NO_SUCH_ACTION, "there is no action\n'x'");
        });
        command("forbidden", (session, arguments) -> {
            throw new SecurityException("Insufficient credentials.");
        });
        command("bug", (session, arguments) -> {
            throw new IllegalStateException("oops");
        });
        assertEquals(new Answer("", "coattail: -n needs a unit\n", 2), run("usage"));
        assertEquals(new Answer("", "coattail: there is no action\\n'x' (NO_SUCH_ACTION)\n", 1), run("call"));
        var refused = new Answer(
                "",
                "coattail: the roles of this user don't allow the command; "
                        + "etc/org.apache.karaf.command.acl.coattail.cfg says which do (FORBIDDEN)\n",
                1);
        assertEquals(refused, run("forbidden"));
        names.add("token-issue"); // which Karaf's registry doesn't show this user
        assertEquals(refused, run("token", "issue"));
        Answer bug = run("bug");
        assertEquals(1, bug.exitCode());
        assertTrue(bug.err().startsWith("coattail: a fault of Coattail's own"), bug.err());
        assertFalse(bug.err().contains("oops"), bug.err());
    }

    @Test
    void withJsonAFailureIsJsonOnStandardOutputAlone() throws IOException {
        command("call", (session, arguments) -> {
            throw new CoattailException(ErrorCode.NO_SUCH_ACTION, "no \"x\"");
        });
        Answer answer = run("call", "--json");
        assertEquals("NO_SUCH_ACTION", Json.read(answer.out()).at("/error/code").asText());
        assertEquals("no \"x\"", Json.read(answer.out()).at("/error/message").asText());
        assertEquals("", answer.err());
        assertEquals(1, answer.exitCode());
    }

    @Test
    void theCommandKnowsTheTerminal() throws IOException {
        command("info", (session, arguments) -> {
            var face = (Face) session.get(Face.VARIABLE);
            System.out.println(face.terminal() + " " + face.columns());
            return null;
        });
        assertEquals("false 0\n", run("info").out());
        assertEquals(
                "true 132\n",
                run(new Request(true, false, 132, List.of(Word.word("info")))).out());
        assertEquals(
                "true 80\n",
                run(new Request(true, false, 0, List.of(Word.word("info")))).out());
    }

    @Test
    void aQuestionIsAnsweredFromTheTerminal() throws IOException {
        command("ask", (session, arguments) -> {
            Prompt prompt = prompt(session).orElseThrow();
            System.out.println(prompt.ask("Token: ", true) + "," + prompt.ask("Sure? ", false) + ","
                    + prompt.ask("More? ", false));
            return null;
        });
        assertEquals(
                "1Token: 0Sure? 0More? secret,,null\n",
                run(request(true, Word.word("ask")), "secret", "").out());
    }

    @Test
    void whereNobodySitsThereIsNoPrompt() throws IOException {
        command("ask", (session, arguments) -> System.out.append(prompt(session).isPresent() + "\n"));
        assertEquals("false\n", run("ask").out());
    }

    @Test
    void aCommandWhoseLauncherGoesAwayIsInterrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        command("watch", (session, arguments) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
            return null;
        });
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.REQUEST, request(false, Word.word("watch")).encoded());
            assertTrue(begun.await(10, TimeUnit.SECONDS));
        }
        assertTrue(interrupted.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aRequestThatIsNoneIsRefused() throws IOException {
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.REQUEST, new byte[] {2, 0, 0, 0, 0, 0});
            Answer answer = collect(channel, List.of());
            assertEquals(1, answer.exitCode());
            assertTrue(answer.err().contains("version 2"), answer.err());
        }
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.ANSWER, new byte[0]);
            assertNull(channel.receive());
        }
        assertEquals(0, run("help").exitCode());
    }

    @Test
    void theStateIsAskedWithoutACommand() throws IOException {
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.STATE, new byte[0]);
            assertEquals("listening=true\n", collect(channel, List.of()).out());
        }
    }

    @Test
    void commandsAreTakenAgainWhenConnectionsCanBe() throws IOException {
        server.close();
        var failures = new AtomicInteger(3);
        var run = new CommandRun(sessions, new Subject(), () -> names);
        server = new TerminalServer(
                directory,
                run,
                () -> "",
                listener -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException("Too many open files");
                    }
                    return listener.accept();
                },
                1);
        server.start();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertEquals(0, run("help").exitCode()));
    }

    @Test
    void onlyTheOwnerCanOpenTheSocketAndItGoesWithTheServer() throws IOException {
        Path socket = directory.resolve(InstanceSocket.NAME);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        server.close();
        assertFalse(Files.exists(socket));
    }

    @Test
    void aSocketThatAKilledProcessLeftBehindIsReplaced() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createFile(other.resolve(InstanceSocket.NAME));
        Files.createFile(Files.createDirectory(other.resolve(".s")).resolve("s"));
        try (TerminalServer second = serve(other)) {
            try (var left = Files.list(other)) {
                assertEquals(List.of(other.resolve(InstanceSocket.NAME)), left.toList());
            }
        }
    }
}
