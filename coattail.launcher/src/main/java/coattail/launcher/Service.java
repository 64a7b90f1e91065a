// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and stops the process of an instance. */
final class Service {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Duration DROP_INS = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Distribution distribution;
    private final KnownInstances known;
    private final boolean json;
    private final PrintStream out;
    private final PrintStream err;

    /** @param json whether results are for a program */
    Service(Distribution distribution, KnownInstances known, boolean json, PrintStream out, PrintStream err) {
        this.distribution = distribution;
        this.known = known;
        this.json = json;
        this.out = out;
        this.err = err;
    }

    /** Starts the instance and says when it is listening; in the foreground it returns when the instance has ended. */
    int start(InstanceDirectory instance, InstanceProcess.Mode mode) {
        requireStopped(instance);
        for (String file : new ShippedFiles(distribution.etc(), instance.etc()).renew()) {
            err.println("coattail: etc/" + file + " was changed here, so it stays as it is; the distribution has a"
                    + " newer one");
        }
        requirePort(instance);
        new KarafPorts(known).assign(instance);
        known.remember(instance);
        var log = new StartLog(instance);
        Process process = new InstanceProcess(distribution).start(instance, mode);
        if (mode != InstanceProcess.Mode.HEADLESS) {
            boolean passSignals = mode == InstanceProcess.Mode.SERVER;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(process, passSignals)));
        }
        try {
            awaitListening(instance, process, log);
            return mode == InstanceProcess.Mode.HEADLESS ? 0 : process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failure.FAILED;
        }
    }

    private static void requireStopped(InstanceDirectory instance) {
        Optional<Long> pid = instance.pid();
        if (pid.isPresent()) {
            throw Failure.failed("the instance in " + instance + " is already running" + process(pid.get()));
        }
        requireNoOther(instance);
    }

    /** One that an IDE has started holds no lock, but it answers. */
    private static void requireNoOther(InstanceDirectory instance) {
        if (new InstanceClient(instance).state().isPresent()) {
            throw Failure.failed("the instance in " + instance
                    + " runs, but 'coattail service start' didn't start it; stop it where it was started");
        }
    }

    private static String process(long pid) {
        return pid > 0 ? " (pid " + pid + ")" : "";
    }

    /** Says it before Karaf is started in vain. */
    private static void requirePort(InstanceDirectory instance) {
        ConfigFile listener = instance.listener();
        int port = listener.port("port", NewInstance.DEFAULT_PORT);
        String bind = listener.value("bind", "");
        if (port == 0 || !Boolean.parseBoolean(listener.value("listen", "true"))) {
            return;
        }
        try {
            if (!Ports.free(bind.isEmpty() ? null : InetAddress.getByName(bind), port)) {
                throw Failure.failed("can't listen on " + (bind.isEmpty() ? "" : bind + " ") + "port " + port
                        + ": it is in use, or not this host's; set another one in " + listener.file());
            }
        } catch (UnknownHostException e) {
            throw Failure.failed("no host is known as '" + bind + "'; set bind in " + listener.file());
        }
    }

    private void awaitListening(InstanceDirectory instance, Process process, StartLog log) throws InterruptedException {
        boolean listens = Boolean.parseBoolean(instance.listener().value("listen", "true"));
        var client = new InstanceClient(instance);
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Failure.failed("the instance in " + instance + " ended as it started" + reason(log));
            }
            Map<String, String> state = client.state().orElse(Map.of());
            if (state.containsKey("id") && (!listens || Boolean.parseBoolean(state.get("listening")))) {
                awaitDropIns(client, process);
                sayStarted(instance, process.pid(), listens, state.getOrDefault("bound", ""));
                return;
            }
            if (!state.isEmpty() && !log.errors().isEmpty()) {
                break;
            }
        }
        String reason = reason(log);
        endWith(process, true);
        throw Failure.failed("the instance in " + instance + " didn't come to listen, and was stopped" + reason);
    }

    private void sayStarted(InstanceDirectory instance, long pid, boolean listens, String bound) {
        if (json) {
            out.println(Json.object(
                    "name", instance.name(),
                    "directory", instance.path(),
                    "pid", pid,
                    "listening", listens,
                    "bound", bound));
        } else {
            out.println(
                    instance.name() + (listens ? " is listening on " + bound : " is running") + " (pid " + pid + ")");
        }
    }

    /** What lies in the drop-in folders should be there for the next command, but a broken jar holds nothing up. */
    private void awaitDropIns(InstanceClient client, Process process) throws InterruptedException {
        long end = System.nanoTime() + DROP_INS.toNanos();
        String waiting = "";
        while (System.nanoTime() < end && !process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            waiting = client.state().orElse(Map.of()).get("waiting");
            if (waiting == null) {
                return;
            }
        }
        for (String file : waiting.isEmpty() ? new String[0] : waiting.split("\n")) {
            err.println("coattail: " + file + " isn't deployed; log/karaf.log says why if it is a bundle at all");
        }
    }

    private static String reason(StartLog log) {
        List<String> errors = log.errors();
        if (!errors.isEmpty()) {
            return ": " + errors.get(0);
        }
        String tail = log.tail();
        return tail.isEmpty() ? "; log/karaf.log has more" : "; it said:\n" + tail;
    }

    /** Waits for the end of a process in the foreground; a Ctrl-C in the console is the console's own affair. */
    private static void endWith(Process process, boolean stop) {
        if (stop) {
            process.destroy();
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the instance and returns when its process has ended. */
    int stop(InstanceDirectory instance) {
        Optional<Long> pid = instance.pid();
        if (pid.isEmpty()) {
            requireNoOther(instance);
            throw Failure.failed("the instance in " + instance + " isn't running");
        }
        Optional<ProcessHandle> process = pid.flatMap(ProcessHandle::of);
        if (process.isEmpty()) {
            throw Failure.failed("the instance in " + instance + " runs, but its process can't be found: is it in"
                    + " another container, or just starting?");
        }
        if (!process.get().destroy()) {
            throw Failure.failed(
                    "process " + pid.get() + " of the instance in " + instance + " can't be stopped by this user");
        }
        try {
            process.get().onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Failure.failed("process " + pid.get() + " is still stopping after " + STOP.toSeconds()
                    + " s; log/karaf.log says what it waits for");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failure.FAILED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process never fails", e);
        }
        out.println(
                json
                        ? Json.object("name", instance.name(), "directory", instance.path())
                        : instance.name() + " has stopped");
        return 0;
    }
}
