// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import coattail.launcher.frame.Frame;
import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameException;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.InstanceSocket;
import coattail.launcher.frame.Request;

/** Talks to a running instance over its socket. */
final class InstanceClient {

    /** Who answers a question of a command. */
    @FunctionalInterface
    interface Answerer {
        /** The line that was typed; null at the end of input. */
        String answer(String prompt, boolean hidden);
    }

    private final InstanceDirectory instance;

    InstanceClient(InstanceDirectory instance) {
        this.instance = instance;
    }

    /** Runs a command; returns its exit code. */
    int run(Request request, PrintStream out, PrintStream err, Answerer answerer) {
        try (FrameChannel channel = connect()) {
            channel.send(FrameType.REQUEST, request.encoded());
            for (Frame frame = channel.receive(); frame != null; frame = channel.receive()) {
                switch (frame.type()) {
                    case OUTPUT -> write(out, frame);
                    case ERROR -> write(err, frame);
                    case QUESTION -> channel.send(FrameType.ANSWER, answered(frame, answerer));
                    case EXIT -> {
                        return frame.payload().length == 1 ? frame.payload()[0] : Failure.FAILED;
                    }
                    default -> throw new FrameException(frame.type() + " from an instance");
                }
            }
        } catch (FrameException e) {
            throw Failure.failed(e.getMessage());
        } catch (IOException e) {
            throw Failure.failed("the connection to the instance broke: " + e.getMessage());
        }
        throw Failure.failed("the instance in " + instance + " went away before the command ended");
    }

    /** What the instance says of itself; empty while it doesn't take commands. */
    Optional<Map<String, String>> state() {
        if (!Files.exists(instance.socket())) {
            return Optional.empty();
        }
        try (FrameChannel channel = open()) {
            channel.send(FrameType.STATE, new byte[0]);
            Frame frame = channel.receive();
            if (frame == null || frame.type() != FrameType.OUTPUT) {
                return Optional.empty();
            }
            Map<String, String> state = new TreeMap<>();
            for (String line : frame.text().split("\n")) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    state.merge(line.substring(0, equals), line.substring(equals + 1), (a, b) -> a + "\n" + b);
                }
            }
            return Optional.of(state);
        } catch (IOException e) {
            // Not there yet, or just gone: either way it takes no commands now.
            return Optional.empty();
        }
    }

    /** An instance that answers runs, whoever started it: an IDE's holds no lock. */
    private FrameChannel connect() {
        try {
            return open();
        } catch (IOException e) {
            if (instance.pid().isEmpty()) {
                throw Failure.failed("the instance in " + instance
                        + " isn't running; 'coattail service start --headless' starts it");
            }
            throw Failure.failed("the instance in " + instance + " doesn't take commands"
                    + " (it may be starting or stopping); log/karaf.log has more");
        }
    }

    private FrameChannel open() throws IOException {
        Path socket = instance.socket();
        if (InstanceSocket.fits(socket)) {
            return open(socket);
        }
        // Too long a path for the operating system: go through a short link to the directory.
        Path directory = Files.createTempDirectory("coattail");
        Path link = directory.resolve("w");
        try {
            Files.createSymbolicLink(link, instance.work());
            return open(link.resolve(InstanceSocket.NAME));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(directory);
        }
    }

    private static FrameChannel open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new FrameChannel(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void write(PrintStream stream, Frame frame) {
        stream.write(frame.payload(), 0, frame.payload().length);
        stream.flush();
    }

    private static byte[] answered(Frame question, Answerer answerer) throws FrameException {
        if (question.payload().length == 0) {
            throw new FrameException("a question without a word");
        }
        byte[] payload = question.payload();
        String prompt = new String(payload, 1, payload.length - 1, StandardCharsets.UTF_8);
        String answer = answerer.answer(prompt, payload[0] == 1);
        return answer == null ? new byte[0] : ("\0" + answer).getBytes(StandardCharsets.UTF_8);
    }
}
