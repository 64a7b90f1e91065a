// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import static java.util.Objects.requireNonNull;

/**
 * A column of a table, and what may become of its cells where the table is too wide.
 *
 * @param header its title
 * @param kind what its cells are
 */
public record Column(String header, Kind kind) {
    /** What cells are. */
    enum Kind {
        /** To be copied or compared: stays whole. */
        KEY,
        /** An id of which the beginning will do. */
        ID,
        /** Broken into lines, and nothing lost. */
        NAME,
        /** The same, coloured. */
        STATE,
        /** Broken into lines, and cut off after a few. */
        TEXT
    }

    public Column {
        requireNonNull(header, "header");
        requireNonNull(kind, "kind");
    }

    /** For what has to be copied or compared: a cell stays in one piece. */
    public static Column key(String header) {
        return new Column(header, Kind.KEY);
    }

    /** For ids that commands take a beginning of: on a terminal only so much is shown. */
    public static Column id(String header) {
        return new Column(header, Kind.ID);
    }

    /** For names: a cell is broken into lines where it must be, and nothing is lost. */
    public static Column name(String header) {
        return new Column(header, Kind.NAME);
    }

    /** For states, which may have their colour; a cell is broken into lines where it must be. */
    public static Column state(String header) {
        return new Column(header, Kind.STATE);
    }

    /** For prose: the first column to be made narrower, and cut off after three lines. */
    public static Column text(String header) {
        return new Column(header, Kind.TEXT);
    }
}
