// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements of one transaction, on the thread that runs it. */
final class Transaction {
    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Makes something of the row that a result stands on. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** How many rows a statement changed. */
    int update(String sql, Object... values) throws SQLException {
        try (var statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** The first row. */
    <T> Optional<T> one(Mapper<T> mapper, String sql, Object... values) throws SQLException {
        return list(mapper, sql, values).stream().findFirst();
    }

    /** All rows. */
    <T> List<T> list(Mapper<T> mapper, String sql, Object... values) throws SQLException {
        try (var statement = prepare(sql, values);
                var rows = statement.executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(mapper.map(rows));
            }
            return List.copyOf(list);
        }
    }

    /** The time in a column, empty if it is null. */
    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, toColumn(values[i]));
            }
            return statement;
        } catch (SQLException e) {
            try {
                statement.close();
            } catch (SQLException f) {
                e.addSuppressed(f);
            }
            throw e;
        }
    }

    /** What a value is in a column: an empty Optional null, a time milliseconds, an enum its name. */
    private static Object toColumn(Object value) {
        if (value instanceof Optional<?> optional) {
            return toColumn(optional.orElse(null));
        }
        if (value instanceof Instant time) {
            return time.toEpochMilli();
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
