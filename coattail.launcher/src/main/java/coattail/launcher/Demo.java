// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Two instances on this machine at work. They live in a temporary directory and listen on free ports of the loopback
 * address; whether the demo succeeds, fails or is interrupted, neither process nor file is left.
 */
final class Demo {
    /** An instance that has nothing to do is gone in a few seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Distribution distribution;
    private final PrintStream out;
    private final PrintStream err;

    Demo(Distribution distribution, PrintStream out, PrintStream err) {
        this.distribution = distribution;
        this.out = out;
        this.err = err;
    }

    /** Shows all there is to be shown; returns the titles of its steps. */
    List<String> run() {
        Path directory = temporaryDirectory();
        var known = new KnownInstances(directory.resolve("known"));
        // A Ctrl-C ends the demo through here; after a demo that came to its own end there is nothing left to do.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clean(directory)));
        List<String> steps;
        try {
            out.println("Two instances, north and south, are made and started in " + directory);
            InstanceDirectory north = make(known, directory, "north");
            InstanceDirectory south = make(known, directory, "south");
            start(known, north, south);
            steps = new DemoScript(new DemoInstance(north, out), new DemoInstance(south, out), out).play();
        } finally {
            clean(directory);
        }
        out.println();
        out.println("That was it. Both are stopped, and nothing of them stays.");
        return steps;
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("coattail-demo");
        } catch (IOException e) {
            throw Failure.failed("can't make a temporary directory: " + e.getMessage());
        }
    }

    private InstanceDirectory make(KnownInstances known, Path directory, String name) {
        int port = Ports.next(NewInstance.DEFAULT_PORT + 1, portsOf(known));
        var wish = new NewInstance.Wish(name, port, "127.0.0.1", "127.0.0.1", true);
        return new NewInstance(distribution, known).make(directory.resolve(name), wish);
    }

    private static Set<Integer> portsOf(KnownInstances known) {
        var ports = new HashSet<Integer>();
        for (InstanceDirectory instance : known.all()) {
            ports.add(instance.listener().port("port", 0));
        }
        return ports;
    }

    private void start(KnownInstances known, InstanceDirectory... instances) {
        var service = new Service(distribution, known, false, out, err);
        var starts = new CompletableFuture<?>[instances.length];
        for (int i = 0; i < instances.length; i++) {
            InstanceDirectory instance = instances[i];
            starts[i] = CompletableFuture.runAsync(() -> service.start(instance, InstanceProcess.Mode.HEADLESS));
        }
        try {
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    /** The instances' processes are this one's children, from before they have locked their directories. */
    private synchronized void clean(Path directory) {
        Processes.end(ProcessHandle.current().descendants().toList(), PATIENCE);
        try {
            delete(directory);
        } catch (IOException e) {
            err.println("coattail: can't delete " + directory + ": " + e.getMessage());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
