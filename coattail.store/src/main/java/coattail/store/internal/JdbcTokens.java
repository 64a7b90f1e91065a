// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedToken.State;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.StoreException;

final class JdbcTokens implements IssuedTokens {
    private static final HexFormat HEX = HexFormat.of();

    private final Database database;

    JdbcTokens(Database database) {
        this.database = database;
    }

    @Override
    public void add(IssuedToken token) {
        database.transact(in -> {
            if (find(in, token.jti()).isPresent()) {
                throw new StoreException("there is a token " + token.jti() + " already");
            }
            return in.update(
                    "INSERT INTO issued_token (jti, claims, digest, key_id, subject, bound_key, state, issued, expires,"
                            + " last_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    token.jti(),
                    token.claims(),
                    HEX.formatHex(token.digest()),
                    token.keyId(),
                    token.subject(),
                    token.boundKey(),
                    token.state(),
                    token.issued(),
                    token.expires(),
                    token.lastUsed());
        });
    }

    @Override
    public Optional<IssuedToken> find(String jti) {
        return database.transact(in -> find(in, jti));
    }

    @Override
    public List<IssuedToken> list() {
        return database.transact(
                in -> in.list(JdbcTokens::read, "SELECT * FROM issued_token ORDER BY issued DESC, seq DESC"));
    }

    @Override
    public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
        return database.transact(in -> {
            // The condition is judged on the row as it is once no other transaction holds it, so that one key wins.
            var condition = " WHERE jti = ? AND state = ? AND (bound_key IS NULL OR bound_key = ?)";
            if (bind) {
                in.update(
                        "UPDATE issued_token SET last_used = ?, bound_key = ?" + condition,
                        now,
                        key,
                        jti,
                        State.ACTIVE,
                        key);
            } else {
                in.update("UPDATE issued_token SET last_used = ?" + condition, now, jti, State.ACTIVE, key);
            }
            return find(in, jti);
        });
    }

    @Override
    public boolean revoke(String jti) {
        return database.transact(in -> revoke(in, jti));
    }

    @Override
    public void noteAccepted(String jti, String key) {
        database.transact(in -> {
            if (wasAccepted(in, jti, key) || find(in, jti).isEmpty()) {
                return 0;
            }
            return in.update("INSERT INTO accepted_key (jti, bearer_key) VALUES (?, ?)", jti, key);
        });
    }

    @Override
    public boolean wasAccepted(String jti, String key) {
        return database.transact(in -> wasAccepted(in, jti, key));
    }

    @Override
    public List<IssuedToken> signedBy(String keyId) {
        return database.transact(in -> signedBy(in, keyId));
    }

    @Override
    public List<String> revokeSignedBy(String keyId) {
        return database.transact(in -> {
            // The tokens at once: whoever holds them may act until this is done.
            var active = in.list(
                    row -> row.getString("jti"),
                    "SELECT jti FROM issued_token WHERE key_id = ? AND state = ? ORDER BY issued DESC, seq DESC",
                    keyId,
                    State.ACTIVE);
            in.update(
                    "UPDATE issued_token SET state = ? WHERE key_id = ? AND state = ?",
                    State.REVOKED,
                    keyId,
                    State.ACTIVE);
            for (var jti : active) { // at once, Derby would read all subscribers
                in.update("DELETE FROM subscriber WHERE jti = ?", jti);
            }
            return active;
        });
    }

    /** @return whether it was active */
    static boolean revoke(Transaction in, String jti) throws SQLException {
        // The token first: whoever puts a subscription under it changes this row before anything else.
        boolean active = in.update(
                        "UPDATE issued_token SET state = ? WHERE jti = ? AND state = ?",
                        State.REVOKED,
                        jti,
                        State.ACTIVE)
                > 0;
        if (active) {
            in.update("DELETE FROM subscriber WHERE jti = ?", jti);
        }
        return active;
    }

    private static boolean wasAccepted(Transaction in, String jti, String key) throws SQLException {
        return in.one(row -> true, "SELECT jti FROM accepted_key WHERE jti = ? AND bearer_key = ?", jti, key)
                .isPresent();
    }

    private static List<IssuedToken> signedBy(Transaction in, String keyId) throws SQLException {
        return in.list(
                JdbcTokens::read, "SELECT * FROM issued_token WHERE key_id = ? ORDER BY issued DESC, seq DESC", keyId);
    }

    private static Optional<IssuedToken> find(Transaction in, String jti) throws SQLException {
        return in.one(JdbcTokens::read, "SELECT * FROM issued_token WHERE jti = ?", jti);
    }

    private static IssuedToken read(ResultSet row) throws SQLException {
        return new IssuedToken(
                row.getString("jti"),
                row.getString("claims"),
                HEX.parseHex(row.getString("digest")),
                row.getString("key_id"),
                row.getString("subject"),
                Optional.ofNullable(row.getString("bound_key")),
                State.valueOf(row.getString("state")),
                Transaction.time(row, "issued").orElseThrow(),
                Transaction.time(row, "expires"),
                Transaction.time(row, "last_used"));
    }
}
