// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import coattail.benchmarks.measure.Hopping;

/** Instances, each in a process of its own, of which each performs at the next. */
public final class Chain implements AutoCloseable {
    private final List<Led> instances;

    /**
     * When one run of nested performs ended, in nanoseconds.
     *
     * @param deepest from its cause to the interrupt of the action at the last instance
     * @param last from its cause until the last of all actions had noticed
     */
    public record Ended(long deepest, long last) {}

    private Chain(List<Led> instances) {
        this.instances = instances;
    }

    /**
     * Starts one more of them than there are hops.
     *
     * @param program the directory of the program's jar
     * @param directory where the instances' directories are made
     */
    public static Chain start(Path program, Path directory, List<String> jvmArguments, int hops) throws IOException {
        var chain = new Chain(startAll(program, directory, jvmArguments, hops + 1));
        try {
            for (int i = 0; i < hops; i++) {
                chain.instances
                        .get(i)
                        .order(Hopping.JOIN, chain.instances.get(i + 1).order(Hopping.INVITE));
            }
            return chain;
        } catch (IOException | RuntimeException e) {
            chain.close();
            throw e;
        }
    }

    private static List<Led> startAll(Path program, Path directory, List<String> jvmArguments, int count)
            throws IOException {
        var started = new ArrayList<Led>();
        var threads = Executors.newFixedThreadPool(count);
        try {
            for (var starting : starting(threads, program, directory, jvmArguments, count)) {
                started.add(starting.get());
            }
            return started;
        } catch (ExecutionException e) {
            started.forEach(Led::close);
            throw new IllegalStateException(
                    "an instance doesn't start: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            started.forEach(Led::close);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while instances start", e);
        } finally {
            threads.shutdown();
        }
    }

    private static List<Future<Led>> starting(
            ExecutorService threads, Path program, Path directory, List<String> jvmArguments, int count)
            throws IOException {
        var starting = new ArrayList<Future<Led>>();
        for (int i = 0; i < count; i++) {
            var name = "instance-" + i;
            var own = Files.createDirectories(directory.resolve(name));
            starting.add(threads.submit(() -> Led.start(
                    jvmArguments,
                    directory.resolve(name + ".log"),
                    MemberProcess.HOPPING,
                    program.toString(),
                    own.toString(),
                    name)));
        }
        return starting;
    }

    /** Performs through the whole chain and cancels at its beginning, once the last action waits. */
    public Ended cancel(int run, Duration deadline) throws IOException {
        begin(run, deadline);
        return ended(run, time(0, Hopping.CANCEL, run));
    }

    /** Performs through the whole chain and lets the deadline pass. */
    public Ended expire(int run, Duration deadline) throws IOException {
        return ended(run, begin(run, deadline) + deadline.toNanos());
    }

    private long begin(int run, Duration deadline) throws IOException {
        var begun = instances
                .get(0)
                .order(
                        Hopping.BEGIN,
                        Integer.toString(run),
                        Integer.toString(last()),
                        Long.toString(deadline.toMillis()));
        time(last(), Hopping.ARRIVED, run);
        return Long.parseLong(begun);
    }

    private Ended ended(int run, long cause) throws IOException {
        long last = Long.MIN_VALUE;
        for (int instance = 1; instance <= last(); instance++) {
            last = Math.max(last, time(instance, Hopping.ENDED, run));
        }
        return new Ended(time(last(), Hopping.ENDED, run) - cause, last - cause);
    }

    private int last() {
        return instances.size() - 1;
    }

    private long time(int instance, String order, int run) throws IOException {
        return Long.parseLong(instances.get(instance).order(order, Integer.toString(run)));
    }

    @Override
    public void close() {
        instances.forEach(Led::close);
    }
}
