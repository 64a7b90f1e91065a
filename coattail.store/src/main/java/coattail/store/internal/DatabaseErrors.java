// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

import coattail.core.spi.StoreException;

/** Tells what a database's error means, in words for the operator. */
class DatabaseErrors {

    /** Whether a transaction lost to another one, and may succeed when it is run again. */
    final boolean mayBeRepeated(SQLException e) {
        var states = states(e);
        return states.stream()
                .anyMatch(state -> state.startsWith("40") || state.startsWith("23") || state.equals("HYT00"));
    }

    /** The exception that says it. */
    final StoreException toStoreException(SQLException e) {
        var states = states(e);
        if (states.stream().anyMatch(state -> state.startsWith("22"))) {
            // Without the database's own words: they quote the value, which may be a token.
            return new StoreException("a value is too long for the database, or not of its type (SQLSTATE 22)");
        }
        return new StoreException(explain(states, e), e);
    }

    /** One line that says what is wrong, and what to do where that is known. */
    String explain(Set<String> states, SQLException e) {
        if (states.stream().anyMatch(state -> state.startsWith("08"))) {
            return "the database can't be reached: " + firstLine(e);
        }
        return "the database failed: " + firstLine(e);
    }

    static String firstLine(Throwable e) {
        var message = e.getMessage() == null ? "" : e.getMessage().strip();
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }

    /** The SQLSTATEs of an exception and of all that are behind it. */
    static Set<String> states(Throwable e) {
        var states = new HashSet<String>();
        collect(e, states, new HashSet<>());
        return states;
    }

    private static void collect(Throwable e, Set<String> states, Set<Throwable> seen) {
        if (e == null || !seen.add(e)) {
            return;
        }
        if (e instanceof SQLException sql) {
            if (sql.getSQLState() != null) {
                states.add(sql.getSQLState());
            }
            collect(sql.getNextException(), states, seen);
        }
        collect(e.getCause(), states, seen);
    }
}
