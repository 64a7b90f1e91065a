// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import coattail.launcher.frame.InstanceSocket;

/**
 * The directory of an instance: its things, and whether it runs.
 *
 * @param path absolute, without symbolic links
 */
record InstanceDirectory(Path path) {
    private static final String MARK = "etc/coattail.instance.cfg";

    /** The instance whose directory this is. */
    static InstanceDirectory at(Path path) {
        if (!exists(path)) {
            if (!absent(path)) {
                throw Failure.failed(
                        "this user may not look into " + path.toAbsolutePath().normalize());
            }
            throw Failure.failed(
                    "there is no instance in " + path.toAbsolutePath().normalize() + "; 'coattail new DIR' makes one");
        }
        return new InstanceDirectory(real(path));
    }

    /** The instance that the directory lies in, nearest first. */
    static InstanceDirectory around(Path path) {
        return enclosing(path)
                .orElseThrow(() -> Failure.failed("this directory belongs to no instance;"
                        + " go to an instance's, or name it with --instance DIR ('coattail new DIR' makes one)"));
    }

    /** The same, or empty where the directory lies in none. */
    static Optional<InstanceDirectory> enclosing(Path path) {
        for (Path here = path.toAbsolutePath().normalize(); here != null; here = here.getParent()) {
            if (exists(here)) {
                return Optional.of(new InstanceDirectory(real(here)));
            }
        }
        return Optional.empty();
    }

    /** Whether there is an instance in the directory, as far as this user can see. */
    static boolean exists(Path path) {
        return Files.isRegularFile(path.resolve(MARK));
    }

    /** Whether it is certain that there is no instance; false also where this user may not look. */
    static boolean absent(Path path) {
        return Files.notExists(path.resolve(MARK));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw Failure.failed("can't read " + path + ": " + e.getMessage());
        }
    }

    Path etc() {
        return path.resolve("etc");
    }

    Path work() {
        return path.resolve("work");
    }

    Path log() {
        return path.resolve("log");
    }

    Path socket() {
        return work().resolve(InstanceSocket.NAME);
    }

    /** The name that the operator gave, else the directory's. */
    String name() {
        String name = instance().value("name", "");
        return name.isEmpty() ? String.valueOf(path.getFileName()) : name;
    }

    ConfigFile instance() {
        return new ConfigFile(path.resolve(MARK));
    }

    ConfigFile listener() {
        return new ConfigFile(etc().resolve("coattail.listener.cfg"));
    }

    /** The ports that Karaf itself listens on. */
    ConfigFile ports() {
        return new ConfigFile(etc().resolve("custom.system.properties"));
    }

    /**
     * The process that runs the instance. Karaf holds a lock on a file as long as it lives, whatever the number in its
     * pid file has come to mean since; so the lock decides, and the pid file only says which process it is.
     */
    Optional<Long> pid() {
        Path lock = path.resolve("lock");
        if (!Files.exists(lock) || !locked(lock)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Long.valueOf(Files.readString(path.resolve("karaf.pid")).strip()));
        } catch (IOException | NumberFormatException e) {
            // It has locked the directory and not written its number yet.
            return Optional.of(-1L);
        }
    }

    private static boolean locked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw Failure.failed("can't see whether an instance runs in " + file.getParent(), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
