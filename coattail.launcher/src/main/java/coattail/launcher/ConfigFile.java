// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One of the instance's configuration files. Changing a key keeps the comments and the order of what is there.
 *
 * @param file needn't exist
 */
record ConfigFile(Path file) {

    /** The value of a key, or the given one where the file doesn't set it. */
    String value(String key, String otherwise) {
        if (!Files.exists(file)) {
            return otherwise;
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.failed("can't read " + file + ": " + e.getMessage());
        }
        return properties.getProperty(key, otherwise).strip();
    }

    /** The value of a key that holds a port. */
    int port(String key, int otherwise) {
        String value = value(key, String.valueOf(otherwise));
        try {
            return Ports.parsed(value, 0);
        } catch (Failure e) {
            throw Failure.failed(file + ": " + key + ": " + e.getMessage());
        }
    }

    /** Sets a key: in its own line, else in the line where it is commented out, else at the end. */
    void set(String key, String value) {
        try {
            List<String> lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
            String line = key + " = " + value.replace("\\", "\\\\");
            int at = find(lines, key, "");
            if (at < 0) {
                at = find(lines, key, "#");
            }
            if (at < 0) {
                lines.add(line);
            } else {
                lines.set(at, line);
            }
            Files.write(file, lines);
        } catch (IOException e) {
            throw Failure.failed("can't write " + file, e);
        }
    }

    private static int find(List<String> lines, String key, String before) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace(" ", "");
            if (line.startsWith(before + key + "=")) {
                return i;
            }
        }
        return -1;
    }
}
