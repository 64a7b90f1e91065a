// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import coattail.launcher.frame.Request;
import coattail.launcher.frame.Word;

/**
 * Completes a command line for a shell, see {@code bin/coattail-completion.bash}. Its own commands and files it knows
 * itself; the rest the instance is asked for. Where there is none, or none that answers, nothing is proposed: a shell
 * that completes has no place for messages.
 */
final class Completion {
    /** Before words of which the last is to be completed. */
    static final String ASKED = "--complete";

    private static final String INSTANCE = "--instance";

    private final Path directory;

    /** @param directory the caller's */
    Completion(Path directory) {
        this.directory = directory;
    }

    /** What the last of these words may become, in order. */
    List<String> propose(List<String> typed) {
        if (typed.isEmpty()) {
            return List.of();
        }
        var last = typed.get(typed.size() - 1);
        try {
            return found(typed, last)
                    .filter(proposal -> proposal.startsWith(last))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .toList();
        } catch (Failure | InvalidPathException unanswered) {
            return List.of();
        }
    }

    private Stream<String> found(List<String> typed, String last) {
        List<String> words = typed;
        Path instance = directory;
        while (words.size() > 1 && words.get(0).startsWith(INSTANCE)) {
            if (words.get(0).startsWith(INSTANCE + "=")) {
                instance = directory.resolve(words.get(0).substring(INSTANCE.length() + 1));
                words = words.subList(1, words.size());
            } else if (words.size() == 2) {
                return files("", last, true);
            } else {
                instance = directory.resolve(words.get(1));
                words = words.subList(2, words.size());
            }
        }
        if (words.size() == 1) {
            return Stream.concat(Stream.concat(Stream.of(INSTANCE, "help"), own(words)), instances(instance, words));
        }
        if (words.get(0).equals("help")) {
            var about = words.subList(1, words.size());
            return about.size() > 2 ? Stream.of() : Stream.concat(own(about), instances(instance, about));
        }
        List<String> finished = words.subList(0, words.size() - 1);
        if (Manual.all().stream().anyMatch(manual -> manual.noun().equals(finished.get(0)))) {
            return ownParameters(words, last);
        }
        return last.startsWith("@") ? files("@", last, false) : instances(instance, words);
    }

    /** The last word of commands of the launcher's own. */
    private static Stream<String> own(List<String> words) {
        List<String> finished = words.subList(0, words.size() - 1);
        return Manual.all().stream()
                .map(manual -> List.of(manual.command().split(" ")))
                .filter(command -> command.size() > finished.size()
                        && command.subList(0, finished.size()).equals(finished))
                .map(command -> command.get(finished.size()));
    }

    private Stream<String> ownParameters(List<String> words, String last) {
        List<String> finished = words.subList(0, words.size() - 1);
        Optional<Manual> manual = Manual.all().stream()
                .filter(candidate -> {
                    var command = List.of(candidate.command().split(" "));
                    return words.size() > command.size()
                            && words.subList(0, command.size()).equals(command);
                })
                .findFirst();
        if (manual.isEmpty()) {
            return own(words);
        }
        if (last.startsWith("-")) {
            return manual.get().options().stream()
                    .map(option -> option.text().split(" ")[0])
                    .filter(option -> option.startsWith("--") && !finished.contains(option));
        }
        boolean value = words.get(words.size() - 2).startsWith("--");
        return manual.get().equals(Manual.NEW) && !value ? files("", last, true) : Stream.of();
    }

    /** Files, or directories alone, whose names begin as was typed. */
    private Stream<String> files(String mark, String typed, boolean directories) {
        String folder = typed.substring(mark.length(), Math.max(mark.length(), typed.lastIndexOf('/') + 1));
        var names = new TreeSet<String>();
        try (var entries = Files.newDirectoryStream(directory.resolve(folder))) {
            for (Path entry : entries) {
                boolean isDirectory = Files.isDirectory(entry);
                if (isDirectory || !directories) {
                    names.add(mark + folder + entry.getFileName() + (isDirectory ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Stream.of();
        }
        return names.stream();
    }

    private static Stream<String> instances(Path place, List<String> words) {
        return InstanceDirectory.enclosing(place).stream().flatMap(instance -> ask(instance, words));
    }

    private static Stream<String> ask(InstanceDirectory instance, List<String> words) {
        var answer = new ByteArrayOutputStream();
        var out = new PrintStream(answer, true, StandardCharsets.UTF_8);
        var err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        // As they are typed: nothing is read for them.
        var asked =
                Stream.concat(Stream.of(ASKED), words.stream()).map(Word::word).toList();
        try {
            new InstanceClient(instance)
                    .run(new Request(false, false, false, 0, asked), out, err, (prompt, hidden) -> null);
        } catch (Failure unanswered) {
            return Stream.of();
        }
        return answer.toString(StandardCharsets.UTF_8).lines();
    }
}
