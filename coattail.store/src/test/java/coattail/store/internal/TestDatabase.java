// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

/** What tests do to a database behind the store's back. */
final class TestDatabase {
    private static final List<String> TABLES =
            List.of("subscriber", "revoked_subscription", "subscription", "peer", "issued_token", "instance");

    private TestDatabase() {}

    /** Deletes all rows. */
    static void empty(DataSource source) throws SQLException {
        for (var table : TABLES) {
            execute(source, "DELETE FROM " + table);
        }
    }

    static void execute(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
