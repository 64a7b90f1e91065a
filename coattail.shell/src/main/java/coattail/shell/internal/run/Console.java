// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.security.auth.Subject;

import org.apache.karaf.shell.api.console.Session;

import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.print.Page;

/** Where one command runs: its streams, and who watches. */
public final class Console {
    private static final int WIDTH_OF_OLD = 80;
    /** A variable of the session, or else of the environment. */
    private static final String NO_COLOR = "NO_COLOR";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream failures;
    private final Charset charset;
    private final Path directory;
    private final Face face;

    /**
     * @param failures where the line goes that says why the command failed
     * @param charset what the output is written in
     * @param directory what names of files are relative to
     */
    public Console(
            InputStream in,
            OutputStream out,
            OutputStream err,
            OutputStream failures,
            Charset charset,
            Path directory,
            Face face) {
        this.in = in;
        this.out = new PrintStream(new Borrowed(out), false, charset);
        this.err = new PrintStream(new Borrowed(err), false, charset);
        this.failures = new PrintStream(new Borrowed(failures), false, charset);
        this.charset = charset;
        this.directory = directory;
        this.face = face;
    }

    /**
     * The console of a session. To be called on the thread that runs the command: Gogo gives each its own
     * {@link System#out}, which may be a pipe to the next command.
     */
    public static Console of(Session session) {
        if (session.get(Face.VARIABLE) instanceof Face face) {
            return of(session, face, StandardCharsets.UTF_8);
        }
        var terminal = session.getTerminal();
        if (session.getHistory() == null) { // one command over ssh, a script, or what Karaf's help runs
            int columns = terminal == null ? 0 : WIDTH_OF_OLD;
            var face = new Face(Face.Spelling.CONSOLE, false, columns, false, Optional.empty());
            // Karaf's ssh server closes the channel before it has sent what was written to standard error.
            var failures = session.get(Subject.class.getName()) == null ? System.err : System.out;
            return new Console(
                    System.in, System.out, System.err, failures, StandardCharsets.UTF_8, session.currentDir(), face);
        }
        int columns = terminal.getWidth() > 0 ? terminal.getWidth() : WIDTH_OF_OLD;
        Prompt prompt = (text, hidden) -> session.readLine(text, hidden ? (char) 0 : null);
        var face = new Face(Face.Spelling.CONSOLE, true, columns, colours(session), Optional.of(prompt));
        return of(session, face, Charset.defaultCharset());
    }

    private static Console of(Session session, Face face, Charset charset) {
        return new Console(System.in, System.out, System.err, System.err, charset, session.currentDir(), face);
    }

    /** Whether a console's terminal has colours, and its user wants them (https://no-color.org). */
    private static boolean colours(Session session) {
        var unwanted = session.get(NO_COLOR) == null ? System.getenv(NO_COLOR) : session.get(NO_COLOR);
        return colours(unwanted, session.getTerminal().getType());
    }

    /** @param unwanted what {@code NO_COLOR} is set to, {@code null} if it isn't */
    static boolean colours(Object unwanted, String type) {
        return (unwanted == null || unwanted.toString().isEmpty()) && type != null && !type.startsWith("dumb");
    }

    /** The same, with nobody to ask. */
    Console unasked() {
        var mute = new Face(face.spelling(), face.terminal(), face.columns(), face.colours(), Optional.empty());
        return new Console(in, out, err, failures, charset, directory, mute);
    }

    /** Who watches. */
    public Face face() {
        return face;
    }

    /** For results. */
    public Page page() {
        return new Page(out, charset, face.columns(), face.colours());
    }

    /** For what belongs to neither the result nor a failure. */
    public Page remarks() {
        return new Page(err, charset, face.columns(), false);
    }

    /** For the line that says why the command failed. */
    Page failures() {
        return new Page(failures, charset, face.columns(), false);
    }

    /**
     * Asks for a secret.
     *
     * @param otherwise what to do where there is nobody to ask, as the end of a sentence
     * @throws UsageException if there is nobody to ask, or no answer
     */
    public String secret(String question, String otherwise) throws IOException, UsageException {
        var answer = prompt(otherwise).ask(question, true);
        if (answer == null || answer.isBlank()) {
            throw new UsageException("nothing was entered");
        }
        return answer.strip();
    }

    /**
     * Asks a question of yes or no.
     *
     * @param otherwise what to do where there is nobody to ask, as the end of a sentence
     * @throws UsageException if there is nobody to ask
     */
    public boolean confirms(String question, String otherwise) throws IOException, UsageException {
        var answer = prompt(otherwise).ask(question + " [y/N] ", false);
        return answer != null
                && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
    }

    private Prompt prompt(String otherwise) throws UsageException {
        var prompt = face.prompt().orElseThrow(() -> new UsageException("there is nobody to ask here; " + otherwise));
        flush();
        return prompt;
    }

    InputStream in() {
        return in;
    }

    Path directory() {
        return directory;
    }

    void flush() {
        out.flush();
        err.flush();
        failures.flush();
    }

    /** A stream that isn't ours to close; it writes whole blocks, not byte by byte. */
    private static final class Borrowed extends FilterOutputStream {
        Borrowed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
