// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import coattail.api.Overflow;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscription.State;
import coattail.core.spi.Subscriptions;

final class JdbcSubscriptions implements Subscriptions {
    private final Database database;

    JdbcSubscriptions(Database database) {
        this.database = database;
    }

    @Override
    public List<Subscription> list() {
        return database.transact(
                in -> in.list(JdbcSubscriptions::read, "SELECT * FROM subscription ORDER BY created, seq"));
    }

    @Override
    public Optional<Subscription> find(String peerId, String action, String receiver) {
        return database.transact(in -> find(in, peerId, action, receiver));
    }

    @Override
    public void put(Subscription subscription) {
        Object[] values = {
            subscription.peerId(),
            subscription.action(),
            subscription.receiver(),
            subscription.overflow(),
            subscription.state(),
            subscription.reason(),
            subscription.created(),
            subscription.id()
        };
        database.transact(in -> {
            // Holds the peer's row until the commit: the peer can't be removed meanwhile.
            if (in.update("UPDATE peer SET added = added WHERE id = ?", subscription.peerId()) == 0) {
                throw new StoreException("there is no peer " + subscription.peerId());
            }
            var same = find(in, subscription.peerId(), subscription.action(), subscription.receiver());
            if (same.isPresent() && !same.get().id().equals(subscription.id())) {
                throw new StoreException("receiver " + subscription.receiver() + " is subscribed to action "
                        + subscription.action() + " of " + subscription.peerId() + " already");
            }
            int changed = in.update(
                    "UPDATE subscription SET peer_id = ?, action_name = ?, receiver_name = ?, overflow = ?, state = ?,"
                            + " reason = ?, created = ? WHERE id = ?",
                    values);
            return changed > 0
                    ? changed
                    : in.update(
                            "INSERT INTO subscription (peer_id, action_name, receiver_name, overflow, state, reason,"
                                    + " created, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            values);
        });
    }

    @Override
    public boolean delete(String id) {
        return database.transact(in -> in.update("DELETE FROM subscription WHERE id = ?", id)) > 0;
    }

    private static Optional<Subscription> find(Transaction in, String peerId, String action, String receiver)
            throws SQLException {
        return in.one(
                JdbcSubscriptions::read,
                "SELECT * FROM subscription WHERE peer_id = ? AND action_name = ? AND receiver_name = ?",
                peerId,
                action,
                receiver);
    }

    private static Subscription read(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("id"),
                row.getString("peer_id"),
                row.getString("action_name"),
                row.getString("receiver_name"),
                Overflow.valueOf(row.getString("overflow")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                Transaction.time(row, "created").orElseThrow());
    }
}
