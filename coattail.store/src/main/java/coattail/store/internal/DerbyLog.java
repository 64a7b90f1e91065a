// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Where Derby's engine writes its log. It reads that from a system property at its first use, and would else write
 * into the current directory. Whatever an administrator has set holds.
 */
final class DerbyLog {
    private static final String FILE = "derby.stream.error.file";
    private static final List<String> PROPERTIES =
            List.of(FILE, "derby.stream.error.method", "derby.stream.error.field", "derby.stream.error.style");

    private DerbyLog() {}

    /** Something that may be the first use of Derby. */
    @FunctionalInterface
    interface Start<T> {
        T run() throws SQLException, IOException;
    }

    /** Starts Derby so that it logs to a file. The property is taken back: this process may have other Derbys. */
    static <T> T to(Path log, Start<T> start) throws SQLException, IOException {
        if (PROPERTIES.stream().anyMatch(property -> System.getProperty(property) != null)) {
            return start.run();
        }
        Files.createDirectories(log.toAbsolutePath().getParent());
        System.setProperty(FILE, log.toString());
        try {
            return start.run();
        } finally {
            System.clearProperty(FILE);
        }
    }
}
