// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/** A file of keys and values in a Karaf's {@code etc}. */
public record EtcFile(Path path) {

    /** The value of a key, if the file has it on one line. */
    public Optional<String> value(String key) throws IOException {
        try (var lines = Files.lines(path)) {
            return lines.filter(line -> isOf(line, key))
                    .map(line -> line.substring(line.indexOf('=') + 1).strip())
                    .findFirst();
        }
    }

    /** Gives a key this value instead of what it had, be it on several lines; makes the file if there is none. */
    public EtcFile put(String key, String value) throws IOException {
        var kept = new ArrayList<String>();
        boolean dropping = false;
        for (var line : Files.exists(path) ? Files.readAllLines(path) : new ArrayList<String>()) {
            if (dropping || isOf(line, key)) {
                dropping = line.endsWith("\\");
            } else {
                kept.add(line);
            }
        }
        kept.add(key + " = " + value);
        Files.write(path, kept);
        return this;
    }

    private static boolean isOf(String line, String key) {
        return line.startsWith(key)
                && line.substring(key.length()).stripLeading().startsWith("=");
    }
}
