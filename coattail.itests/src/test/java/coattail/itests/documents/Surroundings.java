// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import coattail.itests.support.FreePort;

/**
 * What a reader has around: a home, a checkout with the launcher in it, Maven with Coattail installed. Nothing outside
 * of one directory is touched: what a page has in {@code /tmp} lies in there, and its ports are free ones of the
 * loopback address.
 */
final class Surroundings {
    private static final String DEFAULT_PORT = "49365";
    private static final Pattern PORT = Pattern.compile("\\b4936[5-9]\\b");

    private final Path directory;
    private final Map<String, String> ports = new ConcurrentHashMap<>();

    Surroundings(Path directory) throws IOException {
        this.directory = directory;
        for (var part : new String[] {"home", "checkout", "bin", "files", "tmp"}) {
            Files.createDirectory(directory.resolve(part));
        }
        var launcher = launcher();
        program("checkout/coattail", launcher);
        program("bin/coattail", launcher);
        program("bin/mvn", maven(MavenRepository.in(directory.resolve("repository"))));
    }

    /**
     * The launcher of the distribution, which for a checkout would be built first; only what it listens on is changed.
     */
    private String launcher() throws IOException {
        var program = Path.of(System.getProperty("coattail.distribution"))
                .toRealPath()
                .resolve("bin/coattail");
        return """
                case "$*" in
                    *--port*) ;;
                    new*) set -- "$@" --port %s ;;
                esac
                case "$1" in
                    new) set -- "$@" --bind 127.0.0.1 --advertise 127.0.0.1 ;;
                esac
                exec %s "$@"
                """
                .formatted(port(DEFAULT_PORT), program);
    }

    /** The Maven that runs this test, as far from the network as that one is. */
    private static String maven(Path repository) {
        return """
                exec %s/bin/mvn -B -ntp %s -Dmaven.repo.local=%s "$@"
                """
                .formatted(
                        System.getProperty("coattail.maven"),
                        "offline=true".equals(System.getProperty("coattail.network")) ? "-o" : "",
                        repository);
    }

    private void program(String name, String body) throws IOException {
        var file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** A shell in a directory of these: {@code checkout} or {@code home}. */
    Shell shell(String where) throws IOException {
        return new Shell(
                directory.resolve(where),
                directory.resolve("files"),
                Map.of(
                        "HOME", directory.resolve("home").toString(),
                        "PATH", directory.resolve("bin") + ":" + System.getenv("PATH"),
                        "JAVA_HOME", System.getProperty("java.home")));
    }

    /** A page's text with the places and ports that it has here. */
    String here(String text) {
        return PORT.matcher(text.replace("/tmp/", directory.resolve("tmp") + "/"))
                .replaceAll(match -> port(match.group()));
    }

    private String port(String documented) {
        return ports.computeIfAbsent(documented, unused -> String.valueOf(FreePort.next()));
    }

    /** A file for a shell to copy to where it is. */
    Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory.resolve("files"), "page", ""), text);
    }
}
