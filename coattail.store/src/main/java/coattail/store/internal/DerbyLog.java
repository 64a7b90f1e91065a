// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** What Derby's engine logs, and where. Whatever an administrator has set holds. */
final class DerbyLog {
    private static final String FILE = "derby.stream.error.file";
    private static final List<String> PLACES =
            List.of(FILE, "derby.stream.error.method", "derby.stream.error.field", "derby.stream.error.style");
    private static final String SEVERITY = "derby.stream.error.logSeverityLevel";
    /** Above all severities that there are. */
    private static final String NONE = "60000";

    private DerbyLog() {}

    /** Something that may be the first use of Derby. */
    @FunctionalInterface
    interface Start<T> {
        T run() throws SQLException, IOException;
    }

    /**
     * Starts Derby so that it logs to a file. It reads from a system property at its first use where to, and would else
     * write into the current directory. The property is taken back: this process may have other Derbys.
     */
    static <T> T to(Path log, Start<T> start) throws SQLException, IOException {
        keepValuesOut();
        if (PLACES.stream().anyMatch(property -> System.getProperty(property) != null)) {
            return start.run();
        }
        Files.createDirectories(log.getParent());
        System.setProperty(FILE, log.toString());
        try {
            return start.run();
        } finally {
            System.clearProperty(FILE);
        }
    }

    /**
     * Derby logs a statement that fails badly with the values of its parameters, and one of them may be a token. So it
     * logs no statements at all; who ran it gets the error. Read anew for each connection, so this property stays.
     */
    private static void keepValuesOut() {
        if (System.getProperty(SEVERITY) == null) {
            System.setProperty(SEVERITY, NONE);
        }
    }
}
