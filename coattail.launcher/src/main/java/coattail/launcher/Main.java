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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import coattail.launcher.frame.Request;

/** {@code coattail NOUN VERB ...} */
public final class Main {
    private static final String USAGE =
            """
            usage: coattail [--instance DIR] NOUN VERB [ARGUMENTS]

              new DIR             Makes an instance's directory
              service start       Starts the instance of this directory
              service stop        Stops it
              service status      Lists the instances of this host
              demo                Shows two instances at work, in a minute
              version             Says which version this is

            --help after any command explains it, --json has it answer programs.
            Everything else goes to the running instance of this directory.
            """;

    private static final String JSON = "--json";

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
        if (typed.contains(JSON)) {
            out.println(Json.error(failure.exitCode() == Failure.USAGE ? "USAGE" : "FAILED", failure.getMessage()));
        } else {
            err.println("coattail: " + failure.getMessage());
        }
        return failure.exitCode();
    }

    private int dispatch(List<String> typed) {
        if (!typed.isEmpty() && typed.get(0).equals(Completion.ASKED)) {
            new Completion(directory).propose(typed.subList(1, typed.size())).forEach(out::println);
            return 0;
        }
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
            case "help", "--help", "-h" -> help(words, instance);
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
        if (helpWanted(words, Manual.NEW)) {
            return 0;
        }
        var arguments =
                new Arguments(words, Set.of("--name", "--port", "--bind", "--advertise"), Set.of("--samples", JSON));
        var wish = new NewInstance.Wish(
                arguments.value("--name", ""),
                Ports.parsed(arguments.value("--port", String.valueOf(NewInstance.DEFAULT_PORT)), 1),
                arguments.value("--bind", ""),
                arguments.value("--advertise", ""),
                arguments.has("--samples"));
        String where = arguments.operands(1, Manual.NEW).get(0);
        InstanceDirectory made = new NewInstance(Distribution.own(), known()).make(directory.resolve(where), wish);
        out.println(
                arguments.has(JSON)
                        ? Json.object("name", made.name(), "directory", made.path(), "port", wish.port())
                        : made.name() + " is in " + made + " and will listen on port " + wish.port());
        return 0;
    }

    private int demo(List<String> words) {
        if (helpWanted(words, Manual.DEMO)) {
            return 0;
        }
        var arguments = new Arguments(words, Set.of(), Set.of(JSON));
        arguments.operands(0, Manual.DEMO);
        if (!arguments.has(JSON)) {
            new Demo(Distribution.own(), out, err).run();
        } else {
            out.println(Json.object("steps", new Demo(Distribution.own(), err, err).run()));
        }
        return 0;
    }

    private int service(List<String> words, Path instance) {
        String verb =
                words.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("");
        var rest = new ArrayList<>(words);
        rest.remove(verb);
        return switch (verb) {
            case "start" -> start(rest, instance);
            case "stop" -> {
                if (helpWanted(rest, Manual.STOP)) {
                    yield 0;
                }
                var arguments = new Arguments(rest, Set.of(), Set.of(JSON));
                arguments.operands(0, Manual.STOP);
                yield service(arguments).stop(locate(instance));
            }
            case "status" -> status(rest, instance);
            default -> {
                if (words.contains("--help") || words.contains("-h")) {
                    help(List.of("help", "service"), instance);
                    yield 0;
                }
                throw Failure.usage("'service' is followed by start, stop or status (see coattail service --help)");
            }
        };
    }

    private int start(List<String> words, Path instance) {
        if (helpWanted(words, Manual.START)) {
            return 0;
        }
        var arguments = new Arguments(words, Set.of(), Set.of("--headless", JSON));
        arguments.operands(0, Manual.START);
        if (arguments.has(JSON) && !arguments.has("--headless")) {
            throw Failure.usage("--json needs --headless: in the foreground more is printed than a result");
        }
        return service(arguments).start(locate(instance), mode(arguments));
    }

    private int status(List<String> words, Path instance) {
        if (helpWanted(words, Manual.STATUS)) {
            return 0;
        }
        var arguments = new Arguments(words, Set.of(), Set.of(JSON));
        arguments.operands(0, Manual.STATUS);
        InstanceDirectory.enclosing(instance == null ? directory : instance).ifPresent(this::note);
        var list = new StatusList(known());
        if (arguments.has(JSON)) {
            list.printJson(out, err);
        } else {
            list.print(out, err, Screen.of(environment).columns());
        }
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // releases 17 to 21 are said to work
    private static InstanceProcess.Mode mode(Arguments arguments) {
        if (arguments.has("--headless")) {
            return InstanceProcess.Mode.HEADLESS;
        }
        return System.console() == null ? InstanceProcess.Mode.SERVER : InstanceProcess.Mode.CONSOLE;
    }

    private Service service(Arguments arguments) {
        return new Service(Distribution.own(), known(), arguments.has(JSON), out, err);
    }

    private KnownInstances known() {
        return KnownInstances.ofUser(environment);
    }

    @SuppressWarnings("SystemConsoleNull") // releases 17 to 21 are said to work
    private int send(List<String> words, InstanceDirectory instance) {
        Console console = System.console();
        Screen screen = Screen.of(environment);
        var request = new Request(
                screen.terminal(),
                console != null,
                screen.colours(),
                screen.columns(),
                new Words(directory, System.in).of(words));
        return new InstanceClient(instance).run(request, out, err, (prompt, hidden) -> {
            if (!hidden) {
                return console.readLine("%s", prompt);
            }
            char[] typed = console.readPassword("%s", prompt);
            return typed == null ? null : new String(typed);
        });
    }

    private int version(List<String> words) {
        if (helpWanted(words, Manual.VERSION)) {
            return 0;
        }
        var arguments = new Arguments(words, Set.of(), Set.of(JSON));
        arguments.operands(0, Manual.VERSION);
        String version = Main.class.getPackage().getImplementationVersion();
        String java = System.getProperty("java.version");
        out.println(
                arguments.has(JSON)
                        ? Json.object("version", String.valueOf(version), "java", java)
                        : "Coattail " + version + ", Java " + java);
        return 0;
    }

    private int help(List<String> words, Path instance) {
        List<String> about = words.subList(1, words.size());
        var own = Manual.all().stream()
                .filter(manual ->
                        !about.isEmpty() && (manual.command() + " ").startsWith(String.join(" ", about) + " "))
                .toList();
        if (!own.isEmpty()) {
            out.print(own.stream()
                    .map(manual -> manual.text(Screen.of(environment).columns()))
                    .collect(Collectors.joining("\n")));
            return 0;
        }
        return about.isEmpty() ? help(instance) : send(words, locate(instance));
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

    private boolean helpWanted(List<String> words, Manual manual) {
        if (!words.contains("--help") && !words.contains("-h")) {
            return false;
        }
        out.print(manual.text(Screen.of(environment).columns()));
        return true;
    }
}
