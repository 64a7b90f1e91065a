// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import coattail.launcher.frame.Request;

/** {@code coattail NOUN VERB ...} */
public final class Main {
    private static final String USAGE =
            """
            usage: coattail [--instance DIR] NOUN VERB [ARGUMENTS]

              new DIR [--name N] [--port P] [--bind A] [--advertise H[:P]] [--samples]
                                         make an instance (port 49365, all addresses unless said otherwise)
              service start [--headless] start the instance of this directory; returns when it listens
              service stop               stop it
              service status [--json]    list the instances of this host
              demo                       see two instances at work, in a minute
              version                    say which version this is

            Everything else goes to the running instance of this directory:
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Path directory;

    Main(PrintStream out, PrintStream err, Map<String, String> environment, Path directory) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.directory = directory;
    }

    public static void main(String[] typed) {
        // Bytes from an instance are UTF-8 whatever this terminal says it speaks.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new Main(out, err, System.getenv(), Path.of("").toAbsolutePath()).run(List.of(typed)));
    }

    /** Does what the words say; returns the exit code. */
    int run(List<String> typed) {
        try {
            return dispatch(typed);
        } catch (Failure e) {
            return report(e, typed);
        } catch (InvalidPathException e) {
            return report(Failure.usage("that can't be a directory or file: " + e.getMessage()), typed);
        } catch (UncheckedIOException | DirectoryIteratorException e) {
            return report(Failure.failed("a file can't be read or written", (IOException) e.getCause()), typed);
        }
    }

    private int report(Failure failure, List<String> typed) {
        if (typed.contains("--json")) {
            out.println(Json.error(failure.exitCode() == Failure.USAGE ? "USAGE" : "FAILED", failure.getMessage()));
        } else {
            err.println("coattail: " + failure.getMessage());
        }
        return failure.exitCode();
    }

    private int dispatch(List<String> typed) {
        List<String> words = typed;
        Path instance = null;
        while (!words.isEmpty() && words.get(0).startsWith("--instance")) {
            String option = words.get(0);
            if (option.startsWith("--instance=")) {
                instance = directory.resolve(option.substring("--instance=".length()));
                words = words.subList(1, words.size());
            } else if (option.equals("--instance") && words.size() > 1) {
                instance = directory.resolve(words.get(1));
                words = words.subList(2, words.size());
            } else {
                throw Failure.usage("--instance needs a directory");
            }
        }
        if (words.isEmpty()) {
            err.print(USAGE);
            return Failure.USAGE;
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "new" -> make(rest);
            case "service" -> service(rest, instance);
            case "demo" -> demo(rest);
            case "version", "--version" -> version(rest);
            case "help", "--help", "-h" -> rest.isEmpty() ? help(instance) : send(words, locate(instance));
            default -> send(words, locate(instance));
        };
    }

    private InstanceDirectory locate(Path instance) {
        InstanceDirectory found =
                instance == null ? InstanceDirectory.around(directory) : InstanceDirectory.at(instance);
        note(found);
        return found;
    }

    /** Whatever instance a command is for is listed from then on, also one whose note has been lost. */
    private void note(InstanceDirectory instance) {
        KnownInstances known = known();
        if (!known.knows(instance)) {
            try {
                known.remember(instance);
            } catch (Failure e) {
                // The command itself needs no note.
                err.println("coattail: " + e.getMessage());
            }
        }
    }

    private int make(List<String> words) {
        String usage = "new DIR [--name N] [--port P] [--bind A] [--advertise H[:P]] [--samples]";
        if (helpWanted(words, usage)) {
            return 0;
        }
        var arguments = new Arguments(words, Set.of("--name", "--port", "--bind", "--advertise"), Set.of("--samples"));
        var wish = new NewInstance.Wish(
                arguments.value("--name", ""),
                Ports.parsed(arguments.value("--port", String.valueOf(NewInstance.DEFAULT_PORT)), 1),
                arguments.value("--bind", ""),
                arguments.value("--advertise", ""),
                arguments.has("--samples"));
        String where = arguments.operands(1, usage).get(0);
        InstanceDirectory made = new NewInstance(Distribution.own(), known()).make(directory.resolve(where), wish);
        out.println(made.name() + " is in " + made + " and will listen on port " + wish.port());
        return 0;
    }

    private int demo(List<String> words) {
        if (helpWanted(words, "demo")) {
            return 0;
        }
        new Arguments(words, Set.of(), Set.of()).operands(0, "demo");
        return new Demo(Distribution.own(), out, err).run();
    }

    private int service(List<String> words, Path instance) {
        String usage = "service start [--headless] | stop | status [--json]";
        if (helpWanted(words, usage)) {
            return 0;
        }
        var arguments = new Arguments(words, Set.of(), Set.of("--headless", "--json"));
        String verb = arguments.operands(1, usage).get(0);
        return switch (verb) {
            case "start" -> service().start(locate(instance), mode(arguments));
            case "stop" -> service().stop(locate(instance));
            case "status" -> {
                InstanceDirectory.enclosing(instance == null ? directory : instance)
                        .ifPresent(this::note);
                new StatusList(known()).print(out, err, arguments.has("--json"));
                yield 0;
            }
            default -> throw Failure.usage("usage: coattail " + usage);
        };
    }

    @SuppressWarnings("SystemConsoleNull") // releases 17 to 21 are said to work
    private static InstanceProcess.Mode mode(Arguments arguments) {
        if (arguments.has("--headless")) {
            return InstanceProcess.Mode.HEADLESS;
        }
        return System.console() == null ? InstanceProcess.Mode.SERVER : InstanceProcess.Mode.CONSOLE;
    }

    private Service service() {
        return new Service(Distribution.own(), known(), out, err);
    }

    private KnownInstances known() {
        return KnownInstances.ofUser(environment);
    }

    @SuppressWarnings("SystemConsoleNull") // releases 17 to 21 are said to work
    private int send(List<String> words, InstanceDirectory instance) {
        Console console = System.console();
        String columns = environment.get("COATTAIL_COLUMNS");
        var request = new Request(
                columns != null,
                console != null,
                columns != null && coloured(),
                columns == null ? 0 : Integer.parseInt(columns),
                new Words(directory, System.in).of(words));
        return new InstanceClient(instance).run(request, out, err, (prompt, hidden) -> {
            if (!hidden) {
                return console.readLine("%s", prompt);
            }
            char[] typed = console.readPassword("%s", prompt);
            return typed == null ? null : new String(typed);
        });
    }

    /** Whether the terminal has colours, and its user wants them (https://no-color.org). */
    private boolean coloured() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private int version(List<String> words) {
        var arguments = new Arguments(words, Set.of(), Set.of("--json"));
        arguments.operands(0, "version [--json]");
        String version = Main.class.getPackage().getImplementationVersion();
        String java = System.getProperty("java.version");
        out.println(
                arguments.has("--json")
                        ? "{\"version\":" + Json.string(String.valueOf(version)) + ",\"java\":" + Json.string(java)
                                + "}"
                        : "Coattail " + version + ", Java " + java);
        return 0;
    }

    private int help(Path instance) {
        out.print(USAGE);
        try {
            InstanceDirectory found = locate(instance);
            if (found.pid().isPresent()) {
                return send(List.of("help"), found);
            }
        } catch (Failure e) {
            // No instance here: the list of its commands is what is missing.
        }
        out.println("  (there is none; where there is one, 'coattail help' lists its commands)");
        return 0;
    }

    private boolean helpWanted(List<String> words, String usage) {
        if (!words.contains("--help") && !words.contains("-h")) {
            return false;
        }
        out.println("usage: coattail " + usage);
        return true;
    }
}
