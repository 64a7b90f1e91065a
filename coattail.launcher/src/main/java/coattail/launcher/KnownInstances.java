// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The instances that this user has made, started or sent a command to on this host: one file each, whose content is the
 * directory. A note stays when the instance's directory goes: it may be on a disk that comes back.
 */
final class KnownInstances {
    /** Files that are being written begin with a dot. */
    private static final String NOTES = "[!.]*";

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

    /** Whether there is a whole note of it. */
    boolean knows(InstanceDirectory instance) {
        try {
            return Files.readString(note(instance)).equals(instance.path().toString());
        } catch (IOException e) {
            // None, or none that can be read: remember says what is wrong, if anything.
            return false;
        }
    }

    void remember(InstanceDirectory instance) {
        try {
            Files.createDirectories(directory);
            // Somebody who lists meanwhile, or a full disk, sees no half of it.
            Path written = Files.createTempFile(directory, ".new", "");
            try {
                Files.writeString(written, instance.path().toString());
                Files.move(written, note(instance), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw Failure.failed("can't note the instance in " + directory, e);
        }
    }

    /** The instances that are there now, in the order of their directories. */
    List<InstanceDirectory> all() {
        List<InstanceDirectory> found = new ArrayList<>();
        for (Path path : paths()) {
            if (InstanceDirectory.exists(path)) {
                found.add(InstanceDirectory.at(path));
            }
        }
        return found;
    }

    /** Their directories, and those into which this user may not look. */
    List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(directory, NOTES)) {
            for (Path note : notes) {
                read(note, paths);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw Failure.failed("can't list the instances in " + directory, e.getCause());
        } catch (IOException e) {
            throw Failure.failed("can't list the instances in " + directory, e);
        }
        paths.sort(null);
        return paths;
    }

    private static void read(Path note, List<Path> paths) {
        try {
            Path path = Path.of(Files.readString(note));
            if (path.isAbsolute() && !InstanceDirectory.absent(path)) {
                paths.add(path);
            }
        } catch (IOException | InvalidPathException e) {
            // No note of an instance; the next command for the instance that it may have meant writes it anew.
        }
    }

    private Path note(InstanceDirectory instance) {
        byte[] path = instance.path().toString().getBytes(StandardCharsets.UTF_8);
        return directory.resolve(UUID.nameUUIDFromBytes(path).toString());
    }
}
