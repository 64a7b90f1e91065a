// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import coattail.shell.internal.grammar.Word;

/** A place to run commands in: it can be a terminal with somebody who answers, or neither. */
public final class Shell {
    private final Face face;
    private final Path directory;
    private final String input;

    private Shell(Face face, Path directory, String input) {
        this.face = face;
        this.directory = directory;
        this.input = input;
    }

    /** A script: nobody watches, nobody answers. */
    public static Shell script() {
        return new Shell(new Face(Face.Spelling.TERMINAL, false, 0, false, Optional.empty()), Path.of(""), "");
    }

    /** Karaf's own console, without a terminal: it reads files and standard input itself. */
    public static Shell console() {
        return new Shell(new Face(Face.Spelling.CONSOLE, false, 0, false, Optional.empty()), Path.of(""), "");
    }

    /** A terminal of 80 columns whose user says this whenever something is asked. */
    public static Shell terminal(String answer) {
        return new Shell(
                new Face(Face.Spelling.TERMINAL, true, 80, false, Optional.of((text, hidden) -> answer)),
                Path.of(""),
                "");
    }

    /** The same, noting what is asked. */
    public static Shell asked(List<String> questions, String answer) {
        Prompt prompt = (text, hidden) -> {
            questions.add(text);
            return answer;
        };
        return new Shell(new Face(Face.Spelling.TERMINAL, true, 80, false, Optional.of(prompt)), Path.of(""), "");
    }

    /** The same, in colour. */
    public Shell coloured() {
        var other = new Face(face.spelling(), face.terminal(), face.columns(), true, face.prompt());
        return new Shell(other, directory, input);
    }

    /** The same, so wide. */
    public Shell wide(int columns) {
        var other = new Face(face.spelling(), face.terminal(), columns, face.colours(), face.prompt());
        return new Shell(other, directory, input);
    }

    /** The same with files to read. */
    public Shell in(Path other) {
        return new Shell(face, other, input);
    }

    /** The same with something on standard input. */
    public Shell reading(String other) {
        return new Shell(face, directory, other);
    }

    /** Runs a command. */
    public Ran run(Verb verb, String... words) {
        return run(verb, Stream.of(words).map(Word::said).toList());
    }

    /** Runs a command. */
    public Ran run(Verb verb, List<Word> words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var console = new Console(in, out, err, err, StandardCharsets.UTF_8, directory, face);
        int exitCode = new KarafCommand(verb).run(words, console);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What a command left behind. */
    public record Ran(int exitCode, String out, String err) {}
}
