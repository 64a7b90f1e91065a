// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameType;
import coattail.launcher.frame.InstanceSocket;

/** Listens on the instance's socket. Only the account that runs the instance can open it: the socket has mode 0600. */
final class TerminalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalServer.class);
    private static final int MOST_AT_A_TIME = 16;
    private static final long PAUSE_MILLIS = 1_000;
    private static final byte[] BUSY =
            ("coattail: " + MOST_AT_A_TIME + " commands run already; try again\n").getBytes(StandardCharsets.UTF_8);

    private final Path socket;
    private final ServerSocketChannel listener;
    private final CommandRun run;
    private final Supplier<String> state;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
    private final Set<FrameChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Acceptance acceptance;
    private final long pauseMillis;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How a connection is taken from the listener. */
    @FunctionalInterface
    interface Acceptance {
        SocketChannel accept(ServerSocketChannel listener) throws IOException;
    }

    TerminalServer(Path directory, CommandRun run, Supplier<String> state) throws IOException {
        this(directory, run, state, ServerSocketChannel::accept, PAUSE_MILLIS);
    }

    /** @param pauseMillis how long to wait when no connection can be taken */
    TerminalServer(Path directory, CommandRun run, Supplier<String> state, Acceptance acceptance, long pauseMillis)
            throws IOException {
        this.acceptance = acceptance;
        this.pauseMillis = pauseMillis;
        this.socket = reachable(directory.resolve(InstanceSocket.NAME));
        this.run = run;
        this.state = state;
        // Of an earlier life: Karaf's lock keeps a second process out of the directory.
        Files.deleteIfExists(socket);
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind();
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /**
     * Binds where nobody else gets to, and moves the socket to its place once its mode is right: a Karaf's data
     * directory may be open to others, and a socket is made with whatever mode the process gives to new files.
     */
    private void bind() throws IOException {
        var nest = socket.resolveSibling(".s");
        var egg = nest.resolve("s");
        Files.deleteIfExists(egg);
        Files.deleteIfExists(nest);
        Files.createDirectory(nest, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        listener.bind(UnixDomainSocketAddress.of(egg));
        Files.setPosixFilePermissions(egg, PosixFilePermissions.fromString("rw-------"));
        Files.move(egg, socket, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(nest);
    }

    /** The path itself, or where it is too long for the operating system its form from the working directory. */
    private static Path reachable(Path path) {
        if (InstanceSocket.fits(path)) {
            return path;
        }
        return Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
    }

    void start() {
        var acceptor = new Thread(this::accept, "coattail-terminal");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Goes on while the listener is open: a process that has too many open files now has fewer later. */
    private void accept() {
        boolean told = false;
        while (listener.isOpen()) {
            try {
                SocketChannel accepted = acceptance.accept(listener);
                told = false;
                var thread = new Thread(
                        () -> serve(new FrameChannel(accepted)), "coattail-terminal-" + count.incrementAndGet());
                thread.setDaemon(true);
                thread.start();
            } catch (ClosedChannelException e) {
                LOG.debug("The terminal's socket is closed");
            } catch (IOException e) {
                if (!told) {
                    LOG.warn("No commands are taken from the terminal for now; it is tried again: {}", e.toString());
                    told = true;
                }
                pause();
            }
        }
    }

    /** Until it is worth another try, or the server is closed. */
    private void pause() {
        try {
            if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                LOG.debug("The terminal's socket was closed meanwhile");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next accept closes the listener then
        }
    }

    private void serve(FrameChannel channel) {
        open.add(channel);
        try (channel) {
            if (!places.tryAcquire()) {
                channel.send(FrameType.ERROR, BUSY);
                channel.send(FrameType.EXIT, new byte[] {1});
                return;
            }
            try {
                new TerminalConnection(channel, run, state).serve();
            } finally {
                places.release();
            }
        } catch (ClosedChannelException e) {
            LOG.debug("A command's connection is closed");
        } catch (IOException e) {
            LOG.debug("A launcher's connection ended early: {}", e.toString());
        } finally {
            open.remove(channel);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (FrameChannel channel : open) {
            channel.close();
        }
        Files.deleteIfExists(socket);
    }
}
