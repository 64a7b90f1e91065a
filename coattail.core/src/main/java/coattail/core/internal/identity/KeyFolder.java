// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of key files. Files are written whole or not at all: to a file beside, on disk, then moved into place. Not
 * for use by several processes at once; the database, which is open before, admits only one.
 */
final class KeyFolder {
    private static final Set<PosixFilePermission> OWNER_ALL = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READ_WRITE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final String UNFINISHED = ".unfinished";
    private static final long LARGEST = 16_384;

    private final Path folder;

    private KeyFolder(Path folder) {
        this.folder = folder;
    }

    static boolean exists(Path folder) {
        return Files.exists(folder);
    }

    /** Makes the folder where it is missing, and clears away what a crash left half written. */
    static KeyFolder open(Path path) {
        try {
            if (!Files.isDirectory(path)) { // asked first: createDirectories refuses a link to a directory
                Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ALL));
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            if (mode.stream().anyMatch(WRITTEN_BY_OTHERS::contains)) {
                throw new IdentityException(
                        "others can write to " + path + ", where the keys are; take that away with: chmod 700 " + path);
            }
            var folder = new KeyFolder(path);
            folder.removeUnfinished();
            return folder;
        } catch (IOException e) {
            throw new IdentityException("can't use " + path + " as the folder for keys: " + describe(e), e);
        } catch (UnsupportedOperationException e) {
            throw new IdentityException(
                    path + " lies on a file system without POSIX permissions, where keys"
                            + " can't be kept from others; put the instance on another one",
                    e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** A public file; empty if there is none. */
    Optional<byte[]> read(String name) {
        return read(name, false);
    }

    /** A file that only its owner may have access to; empty if there is none. A link is judged by what it leads to. */
    Optional<byte[]> readSecret(String name) {
        return read(name, true);
    }

    private Optional<byte[]> read(String name, boolean secret) {
        Path file = path(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw new IdentityException(
                        file + " isn't a file, or a link to one; put the key there, or take it away");
            }
            if (secret) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (!OWNER_ALL.containsAll(mode)) {
                    throw new IdentityException("others have access to the private key " + file + " (mode "
                            + PosixFilePermissions.toString(mode) + "); if nobody has read it, make it"
                            + " yours alone with: chmod 600 " + file);
                }
            }
            if (Files.size(file) > LARGEST) {
                throw new IdentityException(file + " is too large for a key");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IdentityException("can't read " + file + ": " + describe(e), e);
        }
    }

    /** Puts a file in place that is on disk when this returns, readable by its owner alone from its first byte on. */
    void write(String name, byte[] content) {
        Path unfinished = path(name + UNFINISHED);
        try {
            var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel =
                    FileChannel.open(unfinished, options, PosixFilePermissions.asFileAttribute(OWNER_READ_WRITE))) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, path(name), StandardCopyOption.ATOMIC_MOVE);
            forceNames();
        } catch (IOException e) {
            throw new IdentityException("can't write " + path(name) + ": " + describe(e), e);
        }
    }

    /** The names of the files that begin and end so, in their order. */
    List<String> names(String begin, String end) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(begin) && name.endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IdentityException("can't read " + folder + ": " + describe(e), e);
        }
    }

    /** Takes a file away, for good when this returns; nothing if there is none. */
    void delete(String name) {
        try {
            Files.deleteIfExists(path(name));
            forceNames();
        } catch (IOException e) {
            throw new IdentityException("can't delete " + path(name) + ": " + describe(e), e);
        }
    }

    /** When a file was written last. */
    Instant modified(String name) {
        try {
            return Files.getLastModifiedTime(path(name)).toInstant();
        } catch (IOException e) {
            throw new IdentityException("can't read " + path(name) + ": " + describe(e), e);
        }
    }

    /** What the folder's files are called must be on disk, too. */
    private void forceNames() throws IOException {
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void removeUnfinished() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static String describe(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
            return fileSystem.getReason();
        }
        return e.getClass().getSimpleName();
    }
}
