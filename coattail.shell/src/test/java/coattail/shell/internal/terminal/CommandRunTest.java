// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.security.auth.Subject;

import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;
import coattail.shell.internal.run.KarafCommand;
import coattail.shell.internal.verbs.FakeInstance;
import coattail.shell.internal.verbs.Verbs;

/** The commands as a terminal has them: found, listed and completed by their words. */
class CommandRunTest {
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final Set<String> names = new TreeSet<>();
    private SessionFactoryImpl sessions;

    @BeforeEach
    void register() {
        streams.start();
        sessions = new SessionFactoryImpl(streams);
        for (var verb : Verbs.all(new FakeInstance(), Clock.systemUTC(), "1.2.3")) {
            var command = new KarafCommand(verb);
            sessions.getRegistry().register(command);
            if (!command.consoleOnly()) {
                names.add(command.getName());
            }
        }
    }

    @AfterEach
    void stop() {
        sessions.stop();
        streams.stop();
    }

    private record Ran(int exitCode, String out, String err) {}

    private Ran run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = new CommandRun(sessions, new Subject(), () -> names)
                .run(
                        new Request(
                                false,
                                false,
                                false,
                                0,
                                Stream.of(words).map(Word::word).toList()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Optional.empty());
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private List<String> complete(String... words) {
        var asked = Stream.concat(Stream.of("--complete"), Stream.of(words)).toArray(String[]::new);
        var ran = run(asked);
        assertEquals("", ran.err());
        assertEquals(0, ran.exitCode());
        return ran.out().lines().toList();
    }

    @Test
    void completesNounsAndVerbs() {
        assertTrue(complete("").containsAll(List.of("action", "peer", "info", "token")));
        assertFalse(complete("").contains("version"), "which is the launcher's");
        assertEquals(List.of("list", "revoke"), complete("subscribers", ""));
        assertEquals(List.of(), complete("nosuch", ""));
        assertEquals(List.of(), complete());
    }

    @Test
    void completesWhatCommandsTake() {
        assertEquals(List.of("plant"), complete("peer", "show", ""));
        assertEquals(List.of("--config", "--json", "--help"), complete("info", "-"));
        assertEquals(List.of("plant"), complete("action", "perform", "greet", "--peer", "p"));
        assertEquals(List.of(), complete("peer", "show", "plant", ""));
    }

    @Test
    void aNounAloneSaysWhatFollowsIt() {
        assertEquals(new Ran(2, "", "coattail: 'subscribers' is followed by list, revoke\n"), run("subscribers"));
        assertEquals(
                new Ran(
                        2,
                        "",
                        "coattail: there is no command 'subscribers end'; 'subscribers' is followed by list, revoke\n"),
                run("subscribers", "end"));
    }

    @Test
    void aNounIsExplained() {
        var help = run("help", "subscribers");
        assertEquals(0, help.exitCode());
        assertEquals(
                """
                Commands for 'subscribers':
                  subscribers list    Lists who is subscribed to this instance
                  subscribers revoke  Ends a peer's subscription here for good

                coattail help NOUN VERB explains one of them.
                """,
                help.out());
        assertEquals(help, run("subscribers", "--help"));
        assertEquals(2, run("help", "nosuch").exitCode());
    }
}
