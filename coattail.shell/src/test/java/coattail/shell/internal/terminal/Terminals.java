// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.security.auth.Subject;

import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;

import coattail.launcher.frame.Frame;
import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.InstanceSocket;
import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;

/** An instance's end of the socket with Karaf's own sessions behind it, and what its commands do. */
final class Terminals implements AutoCloseable {
    /** What a command does. */
    @FunctionalInterface
    interface Body {
        Object execute(Session session, List<Object> arguments) throws Exception;
    }

    record TestCommand(String scope, String name, Body body) implements Command {
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

    private static final long LONGEST_MILLIS = 60_000;

    /** What came back. */
    record Answer(String out, String err, int exitCode) {}

    final Path directory;
    /** Commands that there are, by the instance's own list. */
    final Set<String> names = ConcurrentHashMap.newKeySet();

    final SessionFactoryImpl sessions;
    private final ThreadIOImpl streams = new ThreadIOImpl();
    TerminalServer server;

    Terminals(Path directory) throws IOException {
        this.directory = directory;
        streams.start();
        sessions = new SessionFactoryImpl(streams);
        server = serve(directory);
    }

    @Override
    public void close() throws IOException {
        server.close();
        awaitCommands();
        sessions.stop();
        streams.stop();
    }

    /** A command that ends after the streams are put back takes them away once more. */
    private static void awaitCommands() throws IOException {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("coattail-terminal-")) {
                try {
                    thread.join(LONGEST_MILLIS);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException("waiting for " + thread.getName());
                }
            }
        }
    }

    CommandRun commands() {
        return new CommandRun(sessions, new Subject(), () -> names);
    }

    TerminalServer serve(Path where) throws IOException {
        var started = new TerminalServer(where, commands(), () -> "listening=true\n");
        started.start();
        return started;
    }

    /** Has a command do this. */
    void command(String name, Body body) {
        names.add(name);
        sessions.getRegistry().register(new TestCommand("coattail", name, body));
    }

    /** As the launcher does. */
    FrameChannel connect() throws IOException {
        return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(InstanceSocket.NAME))));
    }

    static Request request(boolean askable, Word... words) {
        return new Request(false, askable, 80, List.of(words));
    }

    Answer run(String... words) throws IOException {
        return run(request(false, Stream.of(words).map(Word::word).toArray(Word[]::new)));
    }

    Answer run(Request request, String... answers) throws IOException {
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.REQUEST, request.encoded());
            return collect(channel, new ArrayList<>(List.of(answers)));
        }
    }

    /** What comes back, where these answers are given to questions. */
    static Answer collect(FrameChannel channel, List<String> answers) throws IOException {
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
}
