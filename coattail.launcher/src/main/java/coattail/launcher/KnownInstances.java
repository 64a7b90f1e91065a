// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The instances that this user has made or started on this host: one file each, whose content is the directory. An
 * instance whose directory is gone is forgotten.
 */
final class KnownInstances {
    private final Path directory;

    KnownInstances(Path directory) {
        this.directory = directory;
    }

    /** Where the XDG base directory specification puts such things. */
    static KnownInstances ofUser(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state")
                : Path.of(state);
        return new KnownInstances(base.resolve("coattail").resolve("instances"));
    }

    void remember(InstanceDirectory instance) {
        try {
            Files.createDirectories(directory);
            Files.writeString(file(instance), instance.path().toString());
        } catch (IOException e) {
            throw Failure.failed("can't note the instance in " + directory + ": " + e.getMessage());
        }
    }

    void forget(InstanceDirectory instance) {
        try {
            Files.deleteIfExists(file(instance));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that are still there, in the order of their directories. */
    List<InstanceDirectory> all() {
        List<InstanceDirectory> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    found.add(InstanceDirectory.at(Path.of(Files.readString(file))));
                } catch (Failure e) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort((a, b) -> a.path().compareTo(b.path()));
        return found;
    }

    private Path file(InstanceDirectory instance) {
        byte[] path = instance.path().toString().getBytes(StandardCharsets.UTF_8);
        return directory.resolve(UUID.nameUUIDFromBytes(path).toString());
    }
}
