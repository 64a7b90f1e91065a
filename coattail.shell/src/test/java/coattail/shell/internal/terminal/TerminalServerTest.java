// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import static coattail.shell.internal.terminal.Terminals.collect;
import static coattail.shell.internal.terminal.Terminals.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.internal.testing.Variants;
import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.InstanceSocket;
import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;
import coattail.shell.internal.terminal.Terminals.Answer;
import coattail.shell.internal.terminal.Terminals.TestCommand;

/** The instance's end of the socket: whose it is, and how a request comes to a command. */
class TerminalServerTest {
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
    void argumentsReachTheCommandUnparsed() throws IOException {
        var seen = new ArrayList<Object>();
        terminals.command("action-perform", (session, arguments) -> {
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
        assertEquals(new Answer("", "", 0), terminals.run(new Request(false, false, 0, words)));
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
        terminals.command("info", (session, arguments) -> {
            seen.addAll(arguments);
            return null;
        });
        assertEquals(
                0,
                terminals
                        .run(request(false, Word.word("info"), Word.data("--help")))
                        .exitCode());
        assertEquals(List.of(coattail.shell.internal.grammar.Word.data("--help")), seen);
        assertEquals("[***]", seen.toString());
    }

    @Test
    void theLongerNameWinsAndNoOtherScopeIsReached() throws IOException {
        terminals.command("token", (session, arguments) -> System.out.append("token " + arguments + "\n"));
        terminals.command("token-list", (session, arguments) -> System.out.append("token-list " + arguments + "\n"));
        terminals.sessions.getRegistry().register(new TestCommand("shell", "exec", (session, arguments) -> 0));
        assertEquals("token-list [x]\n", terminals.run("token", "list", "x").out());
        assertEquals("token [show]\n", terminals.run("token", "show").out());
        Answer other = terminals.run("shell:exec", "x");
        assertEquals(2, other.exitCode());
        assertEquals("coattail: there is no command 'shell:exec x'; 'coattail help' lists them\n", other.err());
        assertEquals(2, terminals.run("exec").exitCode());
    }

    @Test
    void helpListsTheCommands() throws IOException {
        terminals.command("token-list", (session, arguments) -> null);
        assertEquals(
                """
                Commands of the instance:
                  token list  does token-list

                coattail help NOUN VERB explains one of them.
                """,
                terminals.run("help").out());
    }

    @Test
    void helpExplainsACommand() throws IOException {
        terminals.command("token-list", (session, arguments) -> System.out.append("token-list " + arguments + "\n"));
        assertEquals(
                "token-list [--help]\n", terminals.run("help", "token", "list").out());
        assertEquals(2, terminals.run("help", "token", "lust").exitCode());
    }

    @Test
    void aCommandWhoseLauncherGoesAwayIsInterrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        terminals.command("watch", (session, arguments) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
            return null;
        });
        try (FrameChannel channel = terminals.connect()) {
            channel.send(FrameType.REQUEST, request(false, Word.word("watch")).encoded());
            assertTrue(begun.await(10, TimeUnit.SECONDS));
        }
        assertTrue(interrupted.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aRequestThatIsNoneIsRefused() throws IOException {
        try (FrameChannel channel = terminals.connect()) {
            channel.send(FrameType.REQUEST, new byte[] {2, 0, 0, 0, 0, 0});
            Answer answer = collect(channel, List.of());
            assertEquals(1, answer.exitCode());
            assertTrue(answer.err().contains("version 2"), answer.err());
        }
        try (FrameChannel channel = terminals.connect()) {
            channel.send(FrameType.ANSWER, new byte[0]);
            assertNull(channel.receive());
        }
        assertEquals(0, terminals.run("help").exitCode());
    }

    @Test
    void theStateIsAskedWithoutACommand() throws IOException {
        try (FrameChannel channel = terminals.connect()) {
            channel.send(FrameType.STATE, new byte[0]);
            assertEquals("listening=true\n", collect(channel, List.of()).out());
        }
    }

    @Test
    void commandsAreTakenAgainWhenConnectionsCanBe() throws IOException {
        terminals.server.close();
        var failures = new AtomicInteger(3);
        terminals.server = new TerminalServer(
                directory,
                terminals.commands(),
                () -> "",
                listener -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException("Too many open files");
                    }
                    return listener.accept();
                },
                1);
        terminals.server.start();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(0, terminals.run("help").exitCode()));
    }

    @Test
    void onlyTheOwnerCanOpenTheSocketAndItGoesWithTheServer() throws IOException {
        Path socket = directory.resolve(InstanceSocket.NAME);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        terminals.server.close();
        assertFalse(Files.exists(socket));
    }

    @Test
    void aSocketThatAKilledProcessLeftBehindIsReplaced() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createFile(other.resolve(InstanceSocket.NAME));
        Files.createFile(Files.createDirectory(other.resolve(".s")).resolve("s"));
        try (TerminalServer second = terminals.serve(other)) {
            try (var left = Files.list(other)) {
                assertEquals(List.of(other.resolve(InstanceSocket.NAME)), left.toList());
            }
        }
    }
}
