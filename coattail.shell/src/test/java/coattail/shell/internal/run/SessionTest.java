// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Parameter.option;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.Subject;

import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Json;

/** Commands in sessions of Karaf's, through Gogo. */
class SessionTest {
    private static final ThreadIOImpl THREAD_IO = new ThreadIOImpl();
    private static final Parameter<String> TEXT =
            argument("TEXT", "what to say").optional().content().dashes().completed(Stream.of("hello", "goodbye"));
    private static final Parameter<Boolean> LOUD = flag("--loud", "shout");
    private static final Parameter<String> TO =
            option("--to", "WHOM", "to whom").completed(Stream.of("Ada"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final KarafCommand say = new KarafCommand(new Say());
    private SessionFactoryImpl sessions;
    private Session session;

    private static final class Say implements Verb {
        @Override
        public Usage usage() {
            return Usage.command("thing-say", "Says something")
                    .takes(TEXT, LOUD, TO)
                    .example("hello", "Says hello");
        }

        @Override
        public Reply run(Arguments arguments, Console console) {
            var text = arguments.find(TEXT).orElse("nothing");
            return Reply.of(() -> Json.object().put("said", text), page -> page.line(text));
        }
    }

    @BeforeAll
    static void divertStandardStreams() {
        THREAD_IO.start();
    }

    @AfterAll
    static void restoreStandardStreams() {
        THREAD_IO.stop();
    }

    @BeforeEach
    void open() {
        sessions = new SessionFactoryImpl(THREAD_IO);
        sessions.getRegistry().register(say);
        session = sessions.create(
                new ByteArrayInputStream("from standard input".getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        session.close();
        sessions.stop();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void successReturnsNothing() throws Exception {
        assertNull(session.execute("coattail:thing-say 'hello ü' --loud"));
        assertEquals("hello ü\n", printed());
    }

    @Test
    void aFailureReturnsItsExitCodeAndLeavesStandardOutputAlone() throws Exception {
        assertEquals(2, session.execute("coattail:thing-say hello --quiet"));
        assertEquals("", printed());
        assertEquals("coattail: unknown option --quiet (see coattail:thing-say --help)\n", errors());
    }

    @Test
    void overSshFailuresGoWhereKarafSendsThem() throws Exception {
        session.put(Subject.class.getName(), new Subject());
        assertEquals(2, session.execute("coattail:thing-say hello --quiet"));
        assertTrue(printed().startsWith("coattail: unknown option --quiet"), printed());
    }

    @Test
    void wordsComeThroughGogoUnchanged() throws Exception {
        for (var word : List.of("'{\"a\": [1, \"$HOME | x\"]}'", "-5", "1.10", "null", "true", "'a  b'")) {
            out.reset();
            assertNull(session.execute("coattail:thing-say " + word), errors());
            assertEquals(word.replaceAll("^'|'$", "") + "\n", printed());
        }
        out.reset();
        session.execute("coattail:thing-say -");
        assertEquals("from standard input\n", printed());
    }

    @Test
    void onlyAnAdminHasTheInstanceReadAFile(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("file"), "from the file");
        session.currentDir(directory);
        assertNull(as("admin", () -> session.execute("coattail:thing-say @file")), errors());
        assertEquals("from the file\n", printed());
        assertEquals(List.of("@file"), as("admin", () -> complete(1, "coattail:thing-say", "@")));
        // A session is one user's: its threads keep the rights that they began with.
        close();
        open();
        session.currentDir(directory);
        out.reset();
        assertEquals(1, as("operator", () -> session.execute("coattail:thing-say @file")));
        assertEquals("", printed());
        assertEquals(
                "coattail: only the role admin may have the instance read a file; give what is in it instead of @file"
                        + " (FORBIDDEN)\n",
                errors());
        assertEquals(List.of(), as("operator", () -> complete(1, "coattail:thing-say", "@")));
        assertNull(as("operator", () -> session.execute("coattail:thing-say @@file")));
        assertEquals("@file\n", printed());
    }

    private static <T> T as(String role, PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        return Subject.doAs(new Subject(true, Set.of(new RolePrincipal(role)), Set.of(), Set.of()), action);
    }

    @Test
    void whatGogoTakesForItselfIsRefused() throws Exception {
        assertEquals(2, session.execute("coattail:thing-say [\"1\",\"2\"]"));
        assertTrue(
                errors().startsWith("coattail: this console takes braces and brackets for its own; put JSON into "
                        + "single quotes"),
                errors());
        assertEquals("", printed());
    }

    @Test
    void aPipeGetsTheResult() throws Exception {
        assertNull(session.execute("coattail:thing-say hello --json | shell:grep said"));
        assertTrue(printed().contains("said") && printed().lines().count() == 1, printed());
    }

    @Test
    void karafsHelpFindsOurs() throws Exception {
        session.execute("coattail:thing-say --help");
        var help = printed();
        out.reset();
        session.execute("*:help coattail:thing-say");
        assertTrue(printed().contains("coattail:thing-say [TEXT] [--loud] [--to WHOM]"), printed());
        assertTrue(help.contains("Examples"), help);
        assertEquals("Says something", say.getDescription());
    }

    @Test
    void completesNamesOptionsValuesAndFiles(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("folder"));
        Files.createFile(directory.resolve("folder/file"));
        session.currentDir(directory);
        assertEquals(List.of("thing-say", "coattail:thing-say"), complete(0, "thi"));
        assertEquals(List.of("hello", "goodbye", "@"), complete(1, "coattail:thing-say", ""));
        assertEquals(List.of("--to=Ada"), complete(1, "coattail:thing-say", "--to="));
        assertEquals(List.of(), complete(2, "coattail:thing-say", "--to", "@"));
        assertEquals(List.of("--loud", "--to", "--json", "--help"), complete(2, "coattail:thing-say", "hello", "--"));
        assertEquals(List.of("Ada"), complete(2, "coattail:thing-say", "--to", ""));
        assertEquals(List.of("@folder/"), complete(1, "coattail:thing-say", "@"));
        assertEquals(List.of("@folder/file"), complete(1, "coattail:thing-say", "@folder/f"));
        assertEquals(List.of(), complete(1, "coattail:thing-say", "@nowhere/f"));
        assertEquals(List.of(), complete(1, "shell:echo", ""));
    }

    private List<String> complete(int index, String... words) {
        var line = new CommandLineImpl(
                words, index, words[index].length(), String.join(" ", words).length(), String.join(" ", words));
        var candidates = new ArrayList<Candidate>();
        say.getCompleter(false).completeCandidates(session, line, candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
