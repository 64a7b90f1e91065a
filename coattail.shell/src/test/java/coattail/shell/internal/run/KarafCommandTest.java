// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import static coattail.shell.internal.grammar.Parameter.argument;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.print.Json;

class KarafCommandTest {
    private static final Parameter<String> TEXT =
            argument("TEXT", "what to say").optional().content();
    private static final Usage SAY = Usage.command("thing-say", "Says something")
            .takes(TEXT)
            .detail("Twice if need be.")
            .example("hello", "Says hello");

    /** Says what it is given, or does what the test wants. */
    private record Say(Callable<Reply> act) implements Verb {
        Say() {
            this(null);
        }

        @Override
        public Usage usage() {
            return SAY;
        }

        @Override
        public Reply run(Arguments arguments, Console console) throws Exception {
            var text = arguments.find(TEXT).orElse("nothing");
            return act != null ? act.call() : reply(text);
        }
    }

    private static Reply reply(String text) {
        return Reply.of(() -> Json.object().put("said", text), page -> page.line(text));
    }

    private static Say failing(Exception failure) {
        return new Say(() -> {
            throw failure;
        });
    }

    private static Verb fails(ErrorCode code, String message) {
        return failing(new CoattailException(code, message));
    }

    @Test
    void successIsSilentButForTheResult() {
        assertEquals(new Shell.Ran(0, "hello\n", ""), Shell.script().run(new Say(), "hello"));
        assertEquals(
                new Shell.Ran(0, "{\n  \"said\" : \"hello\"\n}\n", ""),
                Shell.script().run(new Say(), "hello", "--json"));
    }

    @Test
    void aFailureIsOneLineOnStandardErrorAndExitCodeOne() {
        var failing = fails(ErrorCode.FORBIDDEN, "the token doesn't allow it;\nask for another");
        assertEquals(
                new Shell.Ran(1, "", "coattail: the token doesn't allow it;\\nask for another (FORBIDDEN)\n"),
                Shell.script().run(failing));
    }

    @Test
    void aFailureIsJsonOnStandardOutputAloneWhereJsonIsAskedFor() throws Exception {
        var failing = failing(new CoattailException(ErrorCode.BUSY, "full", Duration.ofMillis(250), null));
        var ran = Shell.script().run(failing, "--json");
        assertEquals(1, ran.exitCode());
        assertEquals("", ran.err());
        assertEquals(
                Json.read("{\"error\":{\"code\":\"BUSY\",\"message\":\"full\",\"retryable\":true,"
                        + "\"retryAfterMillis\":250}}"),
                Json.read(ran.out()));
        assertEquals(
                "coattail: full; try again in 250ms (BUSY)\n",
                Shell.script().run(failing).err());
    }

    @Test
    void wrongUsageIsExitCodeTwo() throws Exception {
        assertEquals(
                new Shell.Ran(2, "", "coattail: unknown option --loud (see coattail thing say --help)\n"),
                Shell.script().run(new Say(), "--loud"));
        var json = Shell.script().run(new Say(), "--loud", "--json");
        assertEquals(2, json.exitCode());
        assertEquals("USAGE", Json.read(json.out()).at("/error/code").asText());
        assertEquals(
                2,
                Shell.script().run(failing(new UsageException("no such thing"))).exitCode());
    }

    @Test
    void aFaultShowsNoStackTraceAndNothingOfItself() {
        var ran = Shell.script().run(failing(new IllegalStateException("secret internals")));
        assertEquals(1, ran.exitCode());
        assertEquals("", ran.out());
        assertTrue(
                ran.err()
                        .matches("coattail: a fault of Coattail's own; the log has it as fault [0-9a-f]{8}"
                                + " \\(INTERNAL\\)\n"),
                ran.err());
    }

    @Test
    void givingUpIsAFailure() {
        assertEquals(
                new Shell.Ran(1, "", "coattail: cancelled (CANCELLED)\n"),
                Shell.script().run(failing(new InterruptedException())));
    }

    @Test
    void aResultWithAFailureShowsBoth() throws Exception {
        var half = new Say(() -> reply("hello").but(new CoattailException(ErrorCode.FORBIDDEN, "not published")));
        assertEquals(
                new Shell.Ran(1, "hello\n", "coattail: not published (FORBIDDEN)\n"),
                Shell.script().run(half));
        var json = Json.read(Shell.script().run(half, "--json").out());
        assertEquals("hello", json.path("said").asText());
        assertEquals("FORBIDDEN", json.at("/error/code").asText());
    }

    @Test
    void tokensDoNotShowInFailures() {
        var ran = Shell.script().run(new Say(), "a", "eyJhbGciOiJFZERTQSJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl");
        assertEquals(2, ran.exitCode());
        assertFalse(ran.err().contains("eyJ"), ran.err());
        assertTrue(ran.err().contains("unexpected word '***'"), ran.err());
    }

    @Test
    void helpExplainsAndShowsExamples() {
        var ran = Shell.terminal("").run(new Say(), "--help", "--loud");
        assertEquals(0, ran.exitCode());
        assertEquals("", ran.err());
        assertEquals(
                """
                coattail thing say [TEXT]

                  Says something.

                  Twice if need be.

                Arguments
                  TEXT  what to say

                Options
                  --json  print the result, or the error, as JSON (docs/json.md)
                  --help  show this help

                Examples
                  coattail thing say hello
                      Says hello.
                """,
                ran.out());
    }

    @Test
    void readsFilesAndStandardInput(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("a file"), "from a file");
        var shell = Shell.console().in(directory).reading("from standard input");
        assertEquals("from a file\n", shell.run(new Say(), "@a file").out());
        assertEquals("from standard input\n", shell.run(new Say(), "-").out());
        assertEquals("@a file\n", shell.run(new Say(), "@@a file").out());
        assertEquals(
                "@a file\n", shell.run(new Say(), List.of(Word.data("@a file"))).out());
        assertEquals(
                "@a file\n",
                Shell.script().in(directory).run(new Say(), "@a file").out());
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path directory) throws Exception {
        Files.write(directory.resolve("latin"), "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(directory.resolve("big"), new byte[(4 << 20) + 1]);
        var shell = Shell.console().in(directory);
        for (var expected : List.of(
                List.of("@none", "there is no file " + directory.resolve("none")),
                List.of("@.", directory.resolve(".") + " isn't a file"),
                List.of("@latin", directory.resolve("latin") + " isn't text in UTF-8"),
                List.of("@big", directory.resolve("big") + " has more than 4 MiB"),
                List.of("@a\0b", "'a\\u0000b' can't be the name of a file"))) {
            var ran = shell.run(new Say(), expected.get(0));
            assertEquals(1, ran.exitCode());
            assertEquals("coattail: " + expected.get(1) + " (BAD_INPUT)\n", ran.err());
        }
    }
}
