// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** Explains what Derby says; its messages are in its reference manual, "Derby error messages and SQL states". */
final class DerbyErrors extends DatabaseErrors {
    private static final Set<String> WRITE_FAILED = Set.of("XSLA4", "XSLAL", "XSDG1", "XSDF3");

    private final Path directory;

    DerbyErrors(Path directory) {
        this.directory = directory;
    }

    @Override
    String explain(Set<String> states, SQLException e) {
        if (states.contains("XSDB6")) {
            return inUse();
        }
        if (states.stream().anyMatch(WRITE_FAILED::contains)) {
            return "the database in " + directory + " can't be written; is the disk full? (" + root(e) + ")";
        }
        if (states.stream().anyMatch(DerbyErrors::isDamage)) {
            return "the database in " + directory + " is damaged, or no database of Derby's: restore a backup ("
                    + root(e) + ")";
        }
        return "the database in " + directory + " failed: " + root(e);
    }

    String inUse() {
        return "the database in " + directory + " is in use: this instance is running already";
    }

    /** XSxxx: the storage engine; XBM0x: the directory and its files; XJ040: could not be started. */
    private static boolean isDamage(String state) {
        return state.startsWith("XS") || state.startsWith("XBM0") || state.equals("XJ040");
    }

    /** The line of what is behind it all: the outer ones tell that something failed, this one what. */
    private static String root(SQLException e) {
        Throwable root = e;
        for (int depth = 0; depth < 20; depth++) {
            var next = root instanceof SQLException sql && sql.getNextException() != null
                    ? sql.getNextException()
                    : root.getCause();
            if (next == null || next == root) {
                break;
            }
            root = next;
        }
        return firstLine(root);
    }
}
