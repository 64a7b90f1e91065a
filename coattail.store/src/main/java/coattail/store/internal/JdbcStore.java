// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.SQLException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.AuditHeads;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.Peers;
import coattail.core.spi.Schema;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscribers;
import coattail.core.spi.Subscriptions;
import coattail.core.spi.ValidationTokens;

/** A store in a database whose schema is up to date. */
final class JdbcStore implements Store, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private final DatabaseSource source;
    private final Database database;
    private final Schema schema;
    private final IssuedTokens tokens;
    private final ValidationTokens validationTokens;
    private final Peers peers;
    private final Subscriptions subscriptions;
    private final Subscribers subscribers;
    private final AuditHeads audit;

    private JdbcStore(DatabaseSource source, Database database, Schema schema) {
        this.source = source;
        this.database = database;
        this.schema = schema;
        tokens = new JdbcTokens(database);
        validationTokens = new JdbcValidationTokens(database);
        peers = new JdbcPeers(database);
        subscriptions = new JdbcSubscriptions(database);
        subscribers = new JdbcSubscribers(database);
        audit = new JdbcAuditHeads(database);
    }

    /**
     * Brings the schema up to date and opens the store. The source belongs to it from then on, and is closed with it;
     * also if this throws.
     *
     * @throws StoreException if the database can't be used
     */
    static JdbcStore open(DatabaseSource source) {
        var database = new Database(source.dataSource(), source.errors());
        try {
            var schema = new FlywaySchema(database);
            var state = schema.migrate();
            LOG.info("Opened {} with schema version {}", state.database(), state.current());
            return new JdbcStore(source, database, schema);
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    @Override
    public Optional<String> owner() {
        return database.transact(JdbcStore::owner);
    }

    @Override
    public void claim(String instanceId) {
        database.transact(in -> {
            var owner = owner(in);
            if (owner.isEmpty()) {
                return in.update("INSERT INTO instance (only_one, owner_id) VALUES (1, ?)", instanceId);
            }
            if (!owner.get().equals(instanceId)) {
                throw new StoreException("the database belongs to instance " + owner.get() + ", not to " + instanceId);
            }
            return 0;
        });
    }

    @Override
    public IssuedTokens tokens() {
        return tokens;
    }

    @Override
    public ValidationTokens validationTokens() {
        return validationTokens;
    }

    @Override
    public Peers peers() {
        return peers;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public Subscribers subscribers() {
        return subscribers;
    }

    @Override
    public AuditHeads audit() {
        return audit;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Waits for what is under way, then closes the database. Everything throws {@link StoreException} afterwards. */
    @Override
    public void close() {
        database.close();
        source.close();
    }

    private static Optional<String> owner(Transaction in) throws SQLException {
        return in.one(row -> row.getString("owner_id"), "SELECT owner_id FROM instance");
    }
}
