// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import coattail.launcher.frame.FrameChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/** The directory of an instance, and what a running one has in it: a lock, a pid, a socket that answers as told. */
final class TestInstance implements AutoCloseable {

    /** What the instance says on a connection. */
    @FunctionalInterface
    interface Script {
        void play(FrameChannel channel) throws IOException;
    }

    private final InstanceDirectory directory;
    private final FileChannel lock;
    private final ServerSocketChannel listener;

    /** Runs at once. */
    TestInstance(Path path) throws IOException {
        this.directory = stopped(path);
        this.lock = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        Files.writeString(path.resolve("karaf.pid"), ProcessHandle.current().pid() + "\n");
        // As Karaf's process does where the path is too long: bound elsewhere by a shorter name of the same directory.
        Path link = Files.createTempDirectory("coattail-test").resolve("w");
        Files.createSymbolicLink(link, directory.work());
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(link.resolve(directory.socket().getFileName())));
        Files.delete(link);
        Files.delete(link.getParent());
    }

    /** A directory whose instance doesn't run. */
    static InstanceDirectory stopped(Path path) throws IOException {
        Files.createDirectories(path.resolve("etc"));
        Files.createDirectories(path.resolve("work"));
        Files.writeString(path.resolve("etc/coattail.instance.cfg"), "name = plant\n");
        Files.writeString(path.resolve("etc/coattail.listener.cfg"), "port = 50001\n");
        return InstanceDirectory.at(path);
    }

    InstanceDirectory directory() {
        return directory;
    }

    /** Plays the script on the next connection; its end tells how that went. */
    CompletableFuture<Void> answer(Script script) {
        return CompletableFuture.runAsync(() -> {
            try (var channel = new FrameChannel(listener.accept())) {
                script.play(channel);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        listener.close();
        lock.close();
    }
}
