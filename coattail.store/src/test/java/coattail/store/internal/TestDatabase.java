// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What tests do to a database behind the store's back. */
final class TestDatabase {
    private static final List<String> TABLES = List.of(
            "subscriber",
            "revoked_subscription",
            "subscription",
            "peer",
            "accepted_key",
            "issued_token",
            "validation_token",
            "audit_head",
            "instance");

    private TestDatabase() {}

    /** Deletes all rows. */
    static void empty(DataSource source) throws SQLException {
        for (var table : TABLES) {
            execute(source, "DELETE FROM " + table);
        }
    }

    static void execute(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Pretends that a later version of the program was here. */
    static void addLaterSchema(DataSource source, int version) throws SQLException {
        execute(
                source,
                "INSERT INTO \"schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                        + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\")"
                        + " VALUES (99, '" + version + "', 'later', 'SQL', 'later.sql', 1, 'APP', 1, TRUE)");
    }
}
