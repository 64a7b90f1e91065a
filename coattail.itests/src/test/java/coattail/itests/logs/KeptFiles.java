// SPDX-License-Identifier: Apache-2.0
package coattail.itests.logs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What instances and those who operate them leave behind in a directory: their logs, and the secrets that mustn't be in
 * them.
 *
 * @param files by their paths from the directory, which have a slash between their parts
 */
record KeptFiles(Path directory, List<String> files) {
    /** Logs, what processes print, what the launcher prints, but for what it is asked to print a token to. */
    private static final Pattern LOG =
            Pattern.compile("(.*/)?([^/]+\\.log(\\.[0-9-]+)?|console\\.out|(out|err)[0-9]+|data/audit/[^/]+)");
    /** An identity; whatever has one is an instance. */
    private static final Pattern IDENTITY = Pattern.compile("(.*/)?keys/vt-key\\.pem");

    private static final Pattern KEY = Pattern.compile("(.*/)?(keys/[^/]+\\.pem|host\\.key)");
    private static final Pattern TOKENS = Pattern.compile("(.*/)?([^/]+\\.token|issued[0-9]+)");
    private static final Pattern USERS = Pattern.compile("(.*/)?etc/users\\.properties");
    /** Where nobody logs to, and where there are more files than anywhere else. */
    private static final Set<String> ELSEWHERE = Set.of("db", "system", "classes", "repository");

    static KeptFiles in(Path directory) throws IOException {
        var files = new ArrayList<String>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return ELSEWHERE.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(directory.relativize(file).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new KeptFiles(directory, List.copyOf(files));
    }

    private List<String> that(Pattern form) {
        return files.stream().filter(form.asMatchPredicate()).sorted().toList();
    }

    List<String> logs() {
        return that(LOG);
    }

    /** One for each instance. */
    List<String> identities() {
        return that(IDENTITY);
    }

    List<String> keys() {
        return that(KEY);
    }

    List<String> tokens() {
        return that(TOKENS);
    }

    List<String> users() {
        return that(USERS);
    }

    /** Copies logs and secrets, and nothing else, to where they outlive the test. */
    void copyTo(Path target) throws IOException {
        for (var files : List.of(logs(), keys(), tokens(), users())) {
            for (var file : files) {
                var copy = target.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(directory.resolve(file), copy);
            }
        }
    }
}
