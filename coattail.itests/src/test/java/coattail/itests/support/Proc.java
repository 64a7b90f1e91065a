// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What Linux tells of processes and connections. */
public final class Proc {
    private static final Path ROOT = Path.of("/proc");
    private static final String ESTABLISHED = "01";

    private Proc() {}

    /** The processes whose working directory is this one or lies in it. */
    public static List<ProcessHandle> in(Path directory) throws IOException {
        var real = directory.toRealPath();
        var found = new ArrayList<ProcessHandle>();
        try (Stream<Path> entries = Files.list(ROOT)) {
            for (var entry : (Iterable<Path>) entries::iterator) {
                if (entry.getFileName().toString().matches("[0-9]+")
                        && workingDirectory(entry).startsWith(real)) {
                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Path workingDirectory(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd"));
        } catch (IOException e) {
            // Ended, or another user's.
            return Path.of("");
        }
    }

    /** Ends them as {@code kill -9} does, and returns when they are gone. */
    public static void kill(Path directory) throws Exception {
        in(directory).forEach(ProcessHandle::destroyForcibly);
        Await.until(() -> "end of the processes in " + directory, () -> in(directory)
                .isEmpty());
    }

    /** The memory that all processes of the directory have in RAM. */
    public static long residentKilobytes(Path directory) throws IOException {
        long sum = 0;
        for (var process : in(directory)) {
            for (var line : Files.readAllLines(ROOT.resolve(process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return sum;
    }

    /**
     * The ports on this side of the connections to a port of this host: as long as one stays, so does its connection.
     */
    public static Set<Integer> connectionsTo(int port) throws IOException {
        var found = new TreeSet<Integer>();
        for (var table : List.of("net/tcp", "net/tcp6")) {
            try (Stream<String> lines = Files.lines(ROOT.resolve(table))) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[3].equals(ESTABLISHED) && port(columns[2]) == port)
                        .forEach(columns -> found.add(port(columns[1])));
            } catch (NoSuchFileException e) {
                // a host without IPv6
            }
        }
        return found;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
