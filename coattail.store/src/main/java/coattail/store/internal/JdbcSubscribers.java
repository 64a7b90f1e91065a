// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import coattail.api.Overflow;
import coattail.core.spi.IssuedToken.State;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscribers;

final class JdbcSubscribers implements Subscribers {
    private static final String IN_ORDER = " ORDER BY created, seq";

    private final Database database;

    JdbcSubscribers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Subscriber> find(String instanceId, String subscriptionId) {
        return database.transact(in -> find(in, instanceId, subscriptionId));
    }

    @Override
    public List<Subscriber> ofInstance(String instanceId) {
        return database.transact(in -> in.list(
                JdbcSubscribers::read, "SELECT * FROM subscriber WHERE instance_id = ?" + IN_ORDER, instanceId));
    }

    @Override
    public List<Subscriber> list() {
        return database.transact(in -> in.list(JdbcSubscribers::read, "SELECT * FROM subscriber" + IN_ORDER));
    }

    @Override
    public Put put(Subscriber subscriber, int most) {
        // Nearly every call is a repeat that changes nothing: those are answered without a lock. What stands is under
        // an active token and not revoked, or it would have been deleted with the one or the other.
        var standing = find(subscriber.instanceId(), subscriber.subscriptionId());
        if (standing.isPresent() && isSame(standing.get(), subscriber)) {
            return Put.UNCHANGED;
        }
        try {
            return database.transact(in -> put(in, subscriber, most));
        } catch (Refused e) {
            return e.put;
        }
    }

    @Override
    public boolean delete(String instanceId, String subscriptionId) {
        return database.transact(in -> delete(in, instanceId, subscriptionId));
    }

    @Override
    public List<String> deleteOthers(String instanceId, Collection<String> subscriptionIds) {
        var named = new HashSet<>(subscriptionIds);
        return database.transact(in -> {
            var ids = in.list(
                    row -> row.getString("subscription_id"),
                    "SELECT subscription_id FROM subscriber WHERE instance_id = ?" + IN_ORDER,
                    instanceId);
            var deleted = new ArrayList<String>();
            for (var id : ids) {
                if (!named.contains(id) && delete(in, instanceId, id)) {
                    deleted.add(id);
                }
            }
            return List.copyOf(deleted);
        });
    }

    @Override
    public boolean revoke(String instanceId, String subscriptionId) {
        return database.transact(in -> delete(in, instanceId, subscriptionId)
                && in.update(
                                "INSERT INTO revoked_subscription (instance_id, subscription_id) VALUES (?, ?)",
                                instanceId,
                                subscriptionId)
                        > 0);
    }

    /** Why nothing is to be changed, thrown so that what was is undone. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Put put;

        private Refused(Put put) {
            super(put.name(), null, false, false);
            this.put = put;
        }
    }

    private static Put put(Transaction in, Subscriber subscriber, int most) throws SQLException {
        // Holds the token's row until the commit: neither can it be revoked meanwhile nor another be counted.
        int active = in.update(
                "UPDATE issued_token SET state = state WHERE jti = ? AND state = ?", subscriber.jti(), State.ACTIVE);
        if (active == 0) {
            return Put.NO_TOKEN;
        }
        var standing = find(in, subscriber.instanceId(), subscriber.subscriptionId());
        if (standing.isPresent() && isSame(standing.get(), subscriber)) {
            return Put.UNCHANGED;
        }
        if (standing.isPresent() && !concernsSame(standing.get(), subscriber)) {
            return Put.CONFLICT;
        }
        write(in, subscriber);
        // Judged after the row is written and held: a revocation of its id came before, and shows, or comes after, and
        // deletes it.
        if (isRevoked(in, subscriber)) {
            throw new Refused(Put.REVOKED);
        }
        if (countUnder(in, subscriber.jti()) > most) {
            throw new Refused(Put.TOO_MANY);
        }
        return Put.STORED;
    }

    /** Takes over the row of the same instance, action and receiver, or adds one. */
    private static void write(Transaction in, Subscriber subscriber) throws SQLException {
        Object[] values = {
            subscriber.subscriptionId(),
            subscriber.overflow(),
            subscriber.window(),
            subscriber.jti(),
            subscriber.created(),
            subscriber.instanceId(),
            subscriber.action(),
            subscriber.receiver()
        };
        int changed = in.update(
                "UPDATE subscriber SET subscription_id = ?, overflow = ?, window_size = ?, jti = ?, created = ?"
                        + " WHERE instance_id = ? AND action_name = ? AND receiver_name = ?",
                values);
        if (changed == 0) {
            in.update(
                    "INSERT INTO subscriber (subscription_id, overflow, window_size, jti, created, instance_id,"
                            + " action_name, receiver_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    private static boolean isRevoked(Transaction in, Subscriber subscriber) throws SQLException {
        return in.one(
                        row -> true,
                        "SELECT instance_id FROM revoked_subscription WHERE instance_id = ? AND subscription_id = ?",
                        subscriber.instanceId(),
                        subscriber.subscriptionId())
                .isPresent();
    }

    private static long countUnder(Transaction in, String jti) throws SQLException {
        return in.one(row -> row.getLong(1), "SELECT COUNT(*) FROM subscriber WHERE jti = ?", jti)
                .orElseThrow();
    }

    private static boolean delete(Transaction in, String instanceId, String subscriptionId) throws SQLException {
        return in.update(
                        "DELETE FROM subscriber WHERE instance_id = ? AND subscription_id = ?",
                        instanceId,
                        subscriptionId)
                > 0;
    }

    private static Optional<Subscriber> find(Transaction in, String instanceId, String subscriptionId)
            throws SQLException {
        return in.one(
                JdbcSubscribers::read,
                "SELECT * FROM subscriber WHERE instance_id = ? AND subscription_id = ?",
                instanceId,
                subscriptionId);
    }

    private static boolean concernsSame(Subscriber one, Subscriber other) {
        return one.instanceId().equals(other.instanceId())
                && one.action().equals(other.action())
                && one.receiver().equals(other.receiver());
    }

    /** Whether two are equal in all but the time of their making. */
    private static boolean isSame(Subscriber one, Subscriber other) {
        return concernsSame(one, other)
                && one.subscriptionId().equals(other.subscriptionId())
                && one.overflow() == other.overflow()
                && one.window() == other.window()
                && one.jti().equals(other.jti());
    }

    private static Subscriber read(ResultSet row) throws SQLException {
        return new Subscriber(
                row.getString("instance_id"),
                row.getString("subscription_id"),
                row.getString("action_name"),
                row.getString("receiver_name"),
                Overflow.valueOf(row.getString("overflow")),
                row.getInt("window_size"),
                row.getString("jti"),
                Transaction.time(row, "created").orElseThrow());
    }
}
