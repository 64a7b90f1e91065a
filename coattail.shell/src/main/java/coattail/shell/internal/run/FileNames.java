// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.apache.karaf.shell.api.console.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes {@code @file}. */
final class FileNames {
    private static final Logger LOG = LoggerFactory.getLogger(FileNames.class);

    private FileNames() {}

    /** @param typed the word so far, with its {@code @} */
    static void candidates(Path directory, String typed, List<Candidate> candidates) {
        var folder = typed.substring(1, Math.max(1, typed.lastIndexOf('/') + 1));
        try (var entries = Files.newDirectoryStream(directory.resolve(folder))) {
            for (var entry : entries) {
                boolean isFolder = Files.isDirectory(entry);
                candidates.add(new Candidate("@" + folder + entry.getFileName() + (isFolder ? "/" : ""), !isFolder));
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException unreadable) {
            LOG.debug("No proposals for {}", typed, unreadable);
        }
    }
}
