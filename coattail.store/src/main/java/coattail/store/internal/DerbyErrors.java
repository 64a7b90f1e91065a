// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Explains what Derby says; its messages are in its reference manual, "Derby error messages and SQL states". */
final class DerbyErrors extends DatabaseErrors {
    /** The log can't be flushed, the log is full, a page can't be written. */
    private static final Set<String> WRITE_FAILED = Set.of("XSLA0", "XSLA4", "XSDG1");

    private final Path directory;

    DerbyErrors(Path directory) {
        this.directory = directory;
    }

    @Override
    String explain(Set<String> states, SQLException e) {
        if (states.contains("XSDB6")) {
            return inUse();
        }
        var root = root(e);
        var why = " (" + firstLine(root) + ")";
        if (states.stream().anyMatch(WRITE_FAILED::contains) || isInputOutput(root)) {
            return "the database in " + directory + " can't be read or written; is the disk full?" + why;
        }
        if (states.stream().anyMatch(DerbyErrors::isDamage)) {
            return "the database in " + directory + " is damaged, or none of Derby's: restore a backup" + why;
        }
        return "the database in " + directory + " failed" + why;
    }

    String inUse() {
        return "the database in " + directory + " is in use: this instance is running already";
    }

    /** Whether the system refused; at the end of a file that is too short it didn't. */
    private static boolean isInputOutput(Throwable root) {
        return root instanceof IOException && !(root instanceof EOFException);
    }

    /** XSxxx: the storage engine; XBM0x: the directory; XJ004: its main file is missing; XJ040: it does not start. */
    private static boolean isDamage(String state) {
        return state.startsWith("XS") || state.startsWith("XBM0") || state.equals("XJ004") || state.equals("XJ040");
    }

    /** What is behind it all: the outer exceptions tell that something failed, this one what. */
    private static Throwable root(SQLException e) {
        Throwable root = e;
        var seen = new HashSet<Throwable>();
        for (Throwable next = e; next != null && seen.add(next); next = behind(next)) {
            root = next;
        }
        return root;
    }

    private static Throwable behind(Throwable e) {
        return e instanceof SQLException sql && sql.getNextException() != null ? sql.getNextException() : e.getCause();
    }
}
