// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folder of the log's files, each named after the number of its first record, so that their names tell their order.
 * Only their owner can enter it.
 */
class LogFolder {
    private static final Pattern NAME = Pattern.compile("audit-(\\d{1,18})\\.jsonl");
    private static final Comparator<Path> ORDER = Comparator.comparingLong(LogFolder::first);

    private final Path path;

    LogFolder(Path path) {
        this.path = requireNonNull(path, "path");
    }

    /** Makes the folder where it is missing, and keeps others out. */
    void make() throws IOException {
        var mode = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(path)) { // asked first: createDirectories refuses a link to a directory
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(mode));
        } else if (!Files.getPosixFilePermissions(path).equals(mode)) {
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /** The files there are, in the order of their numbers. */
    List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(path)) {
            try (var all = Files.newDirectoryStream(path)) {
                all.forEach(file -> {
                    if (NAME.matcher(file.getFileName().toString()).matches()) {
                        files.add(file);
                    }
                });
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        files.sort(ORDER);
        return files;
    }

    /** The file whose first record has this number. */
    Path file(long number) {
        return path.resolve(String.format("audit-%012d.jsonl", number));
    }

    /** The number that a file's name says its first record has. */
    static long first(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " isn't a file of the audit log");
        }
        return Long.parseLong(name.group(1));
    }

    /** Opens a file for writing at its end; makes it where it isn't there. */
    LogFile open(Path file) throws IOException {
        boolean made = Files.notExists(file);
        var opened = new LogFile(file);
        if (made) {
            try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
                folder.force(true); // the name must be on disk too
            }
        }
        return opened;
    }
}
