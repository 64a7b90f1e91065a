// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.launcher.frame.Frame;
import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameException;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.Request;
import coattail.shell.internal.run.Prompt;

/**
 * One connection of a launcher: reads on the thread that calls {@link #serve}, runs the command on another one, so that
 * a launcher that goes away is noticed and interrupts its command.
 */
final class TerminalConnection {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalConnection.class);

    private final FrameChannel channel;
    private final CommandRun run;
    private final Supplier<String> state;
    /** At most one answer waits: the command asks one question at a time. */
    private final BlockingQueue<Frame> answers = new LinkedBlockingQueue<>(1);

    TerminalConnection(FrameChannel channel, CommandRun run, Supplier<String> state) {
        this.channel = channel;
        this.run = run;
        this.state = state;
    }

    /** Serves the connection to its end. */
    void serve() throws IOException {
        Frame first = channel.receive();
        if (first == null) {
            return;
        }
        switch (first.type()) {
            case STATE -> {
                channel.send(FrameType.OUTPUT, state.get().getBytes(StandardCharsets.UTF_8));
                exit(0);
            }
            case REQUEST -> serve(first);
            default -> throw new FrameException("a connection that begins with " + first.type());
        }
    }

    private void serve(Frame first) throws IOException {
        Request request;
        try {
            request = Request.decoded(first.payload());
        } catch (FrameException e) {
            channel.send(FrameType.ERROR, ("coattail: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            exit(1);
            return;
        }
        var command = new Thread(() -> run(request), Thread.currentThread().getName() + " command");
        command.start();
        try {
            for (Frame frame = channel.receive(); frame != null; frame = channel.receive()) {
                if (frame.type() != FrameType.ANSWER || !answers.offer(frame)) {
                    throw new FrameException(frame.type() + " that nobody asked for");
                }
            }
        } finally {
            // Harmless after the command's end; before it, nobody is there any more to read what it says.
            command.interrupt();
        }
    }

    private void run(Request request) {
        try (var out = output(FrameType.OUTPUT);
                var err = output(FrameType.ERROR)) {
            Optional<Prompt> prompt =
                    request.askable() ? Optional.of((text, hidden) -> ask(text, hidden, out, err)) : Optional.empty();
            int exitCode = run.run(request, out, err, prompt);
            exit(exitCode);
        } catch (IOException e) {
            LOG.debug("The launcher went away before its command ended", e);
        } finally {
            close();
        }
    }

    private PrintStream output(FrameType type) {
        return new PrintStream(new FrameOutput(channel, type), true, StandardCharsets.UTF_8);
    }

    private String ask(String text, boolean hidden, PrintStream out, PrintStream err) throws IOException {
        out.flush();
        err.flush();
        byte[] prompt = text.getBytes(StandardCharsets.UTF_8);
        byte[] question = new byte[1 + prompt.length];
        question[0] = (byte) (hidden ? 1 : 0);
        System.arraycopy(prompt, 0, question, 1, prompt.length);
        channel.send(FrameType.QUESTION, question);
        try {
            Frame answer = answers.take();
            // The first byte tells an empty line from none at all.
            return answer.payload().length == 0 ? null : answer.text().substring(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the launcher went away").initCause(e);
        }
    }

    private void exit(int code) throws IOException {
        channel.send(FrameType.EXIT, new byte[] {(byte) code});
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a launcher's connection", e);
        }
    }
}
