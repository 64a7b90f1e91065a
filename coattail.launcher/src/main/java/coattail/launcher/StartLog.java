// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an instance has logged since it was started: where a start that fails says why. */
final class StartLog {
    private static final int MOST = 256 << 10;

    private final Path log;
    private final Path console;
    private final long from;

    /** To be made before the start. */
    StartLog(InstanceDirectory instance) {
        this.log = instance.log().resolve("karaf.log");
        this.console = instance.log().resolve("console.out");
        this.from = length(log);
    }

    /** The messages of Coattail's own errors. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (String line : lines(log, length(log) < from ? 0 : from)) {
            // time | level | thread | logger | bundle | message
            String[] columns = line.split("\\|", 6);
            if (columns.length == 6 && columns[1].strip().equals("ERROR") && columns[4].contains("coattail.")) {
                errors.add(columns[5].strip());
            }
        }
        return errors;
    }

    /** The last lines of what the process printed before it could log. */
    String tail() {
        List<String> lines = lines(console, 0);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static long length(Path file) {
        return Files.exists(file) ? file.toFile().length() : 0;
    }

    private static List<String> lines(Path path, long from) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(from, file.length() - MOST));
            byte[] bytes = new byte[(int) Math.min(MOST, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw Failure.failed("can't read " + path + ": " + e.getMessage());
        }
    }
}
