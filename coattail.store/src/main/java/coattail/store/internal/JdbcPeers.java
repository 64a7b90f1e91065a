// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Peers;
import coattail.core.spi.Secret;
import coattail.core.spi.StoreException;

final class JdbcPeers implements Peers {
    private final Database database;

    JdbcPeers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PeerRecord> find(String id) {
        return database.transact(in -> in.one(JdbcPeers::read, "SELECT * FROM peer WHERE id = ?", id));
    }

    @Override
    public List<PeerRecord> list() {
        // Sorted here, since each database orders text in its own way.
        return database.transact(in -> in.list(JdbcPeers::read, "SELECT * FROM peer")).stream()
                .sorted(Comparator.comparing(PeerRecord::name))
                .toList();
    }

    @Override
    public void put(PeerRecord peer) {
        var held = peer.held();
        Object[] values = {
            peer.name(),
            held.map(h -> h.token().reveal()),
            held.map(HeldToken::host),
            held.map(HeldToken::port),
            held.map(HeldToken::accepted),
            peer.added(),
            peer.lastSeen(),
            peer.id()
        };
        database.transact(in -> {
            var other = in.one(
                    row -> row.getString("id"),
                    "SELECT id FROM peer WHERE name = ? AND id <> ?",
                    peer.name(),
                    peer.id());
            if (other.isPresent()) {
                throw new StoreException("another peer has the name " + peer.name() + ": " + other.get());
            }
            int changed = in.update(
                    "UPDATE peer SET name = ?, held_token = ?, held_host = ?, held_port = ?, held_accepted = ?,"
                            + " added = ?, last_seen = ? WHERE id = ?",
                    values);
            return changed > 0
                    ? changed
                    : in.update(
                            "INSERT INTO peer (name, held_token, held_host, held_port, held_accepted, added,"
                                    + " last_seen, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            values);
        });
    }

    @Override
    public void accepted(String id, Secret token, boolean accepted) {
        database.transact(in -> in.update(
                "UPDATE peer SET held_accepted = ? WHERE id = ? AND held_token = ?", accepted, id, token.reveal()));
    }

    @Override
    public void seen(String id, Instant when) {
        database.transact(in -> in.update("UPDATE peer SET last_seen = ? WHERE id = ?", when, id));
    }

    @Override
    public boolean remove(String id) {
        return database.transact(in -> {
            // The peer first: whoever puts a subscription changes this row before anything else, so none comes behind.
            if (in.update("UPDATE peer SET added = added WHERE id = ?", id) == 0) {
                return false;
            }
            in.update("DELETE FROM subscription WHERE peer_id = ?", id);
            return in.update("DELETE FROM peer WHERE id = ?", id) > 0;
        });
    }

    private static PeerRecord read(ResultSet row) throws SQLException {
        var token = row.getString("held_token");
        var held = token == null
                ? null
                : new HeldToken(
                        new Secret(token),
                        row.getString("held_host"),
                        row.getInt("held_port"),
                        row.getBoolean("held_accepted"));
        return new PeerRecord(
                row.getString("id"),
                row.getString("name"),
                Optional.ofNullable(held),
                Transaction.time(row, "added").orElseThrow(),
                Transaction.time(row, "last_seen"));
    }
}
