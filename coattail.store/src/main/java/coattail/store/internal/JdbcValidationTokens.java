// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import coattail.core.spi.StoreException;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationToken.State;
import coattail.core.spi.ValidationTokens;

final class JdbcValidationTokens implements ValidationTokens {
    private static final String IN_ORDER = " ORDER BY added DESC, seq DESC";

    private final Database database;

    JdbcValidationTokens(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(ValidationToken token) {
        return database.transact(in -> {
            var known = find(in, token.jti());
            if (known.isEmpty()) {
                in.update(
                        "INSERT INTO validation_token (jti, instance_id, claims, state, added) VALUES (?, ?, ?, ?, ?)",
                        token.jti(),
                        token.instanceId(),
                        token.claims(),
                        token.state(),
                        token.added());
                return true;
            }
            if (!known.get().claims().equals(token.claims())) {
                throw new StoreException("there is another validation token " + token.jti());
            }
            return in.update(
                            "UPDATE validation_token SET state = ?, added = ? WHERE jti = ? AND state = ?",
                            State.ACTIVE,
                            token.added(),
                            token.jti(),
                            State.REMOVED)
                    > 0;
        });
    }

    @Override
    public Optional<ValidationToken> find(String jti) {
        return database.transact(in -> find(in, jti));
    }

    @Override
    public List<ValidationToken> ofInstance(String instanceId) {
        return database.transact(in -> in.list(
                JdbcValidationTokens::read,
                "SELECT * FROM validation_token WHERE instance_id = ?" + IN_ORDER,
                instanceId));
    }

    @Override
    public List<ValidationToken> list() {
        return database.transact(
                in -> in.list(JdbcValidationTokens::read, "SELECT * FROM validation_token" + IN_ORDER));
    }

    @Override
    public boolean remove(String jti, Collection<String> lost, Collection<String> revoked) {
        return database.transact(in -> {
            var known = find(in, jti);
            boolean active = in.update(
                            "UPDATE validation_token SET state = ? WHERE jti = ? AND state = ?",
                            State.REMOVED,
                            jti,
                            State.ACTIVE)
                    > 0;
            if (!active || known.isEmpty()) {
                return false;
            }
            for (var token : revoked) {
                JdbcTokens.revoke(in, token);
            }
            for (var token : lost) {
                in.update(
                        "DELETE FROM subscriber WHERE jti = ? AND instance_id = ?",
                        token,
                        known.get().instanceId());
            }
            return true;
        });
    }

    private static Optional<ValidationToken> find(Transaction in, String jti) throws SQLException {
        return in.one(JdbcValidationTokens::read, "SELECT * FROM validation_token WHERE jti = ?", jti);
    }

    private static ValidationToken read(ResultSet row) throws SQLException {
        return new ValidationToken(
                row.getString("jti"),
                row.getString("instance_id"),
                row.getString("claims"),
                State.valueOf(row.getString("state")),
                Transaction.time(row, "added").orElseThrow());
    }
}
