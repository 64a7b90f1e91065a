// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static coattail.core.spi.contract.StoreSamples.peer;
import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.subscription;
import static coattail.core.spi.contract.StoreSamples.subscriptionId;
import static coattail.core.spi.contract.StoreSamples.thumbprint;
import static coattail.core.spi.contract.StoreSamples.token;
import static coattail.core.spi.contract.StoreSamples.validationToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.spi.Secret;
import coattail.core.spi.Store;

/** No operation but the lists of everything reads a whole table, so that none slows down as tables grow. */
class IndexTest {
    private static final int ROWS = 500;
    /** As Derby writes it; C is a constraint's index, I another one. */
    private static final String WHOLE_TABLE = " by T";

    private static final List<String> TABLES = List.of(
            "issued_token",
            "accepted_key",
            "validation_token",
            "peer",
            "subscription",
            "subscriber",
            "revoked_subscription");

    @TempDir
    Path directory;

    @Test
    void operationsReadByIndex() throws SQLException {
        // Statements are compiled on empty tables first, and that plan is used for a while as they grow.
        try (var store = JdbcStore.open(explained(TestDerby.open(directory)))) {
            operate(store, ROWS + 1);
        }
        try (var store = TestDerby.openStore(directory)) {
            fill(store);
        }
        try (var store = JdbcStore.open(explained(TestDerby.open(directory)))) {
            operate(store, ROWS + 2);
        }

        var scans = scans();
        for (var table : TABLES) {
            assertTrue(scans.stream().anyMatch(scan -> scan.contains(" " + table + " ")), table);
        }
        assertEquals(
                List.of(),
                scans.stream().filter(scan -> scan.endsWith(WHOLE_TABLE)).toList());
    }

    /** What the store's own statements read, and how. */
    private List<String> scans() throws SQLException {
        var scans = new ArrayList<String>();
        try (var derby = TestDerby.open(directory);
                var connection = derby.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT s.stmt_text, p.scan_object_type"
                        + " FROM explained.sysxplain_statements s"
                        + " JOIN explained.sysxplain_resultsets r ON r.stmt_id = s.stmt_id"
                        + " JOIN explained.sysxplain_scan_props p ON p.scan_rs_id = r.scan_rs_id")) {
            while (rows.next()) {
                var scan = rows.getString(1) + " by " + rows.getString(2).strip();
                if (TABLES.stream().anyMatch(table -> scan.contains(" " + table + " "))) {
                    scans.add(scan);
                }
            }
        }
        return scans;
    }

    /** Everything that the store does but its lists of everything. */
    private static void operate(Store store, int number) {
        store.tokens().add(token(number));
        store.tokens().find(jti(number));
        store.tokens().use(jti(number), thumbprint(number), true, NOW);
        store.tokens().use(jti(number), thumbprint(number), false, NOW);
        store.tokens().noteAccepted(jti(number), thumbprint(number));
        store.tokens().wasAccepted(jti(number), thumbprint(number));
        store.tokens().signedBy(thumbprint(number));
        store.validationTokens().add(validationToken(number));
        store.validationTokens().add(validationToken(number));
        store.validationTokens().find(jti(number));
        store.validationTokens().ofInstance(instance(number));
        store.peers().put(peer(number, "held"));
        store.peers().put(peer(number, "renewed"));
        store.peers().find(instance(number));
        store.peers().seen(instance(number), NOW);
        store.peers().accepted(instance(number), new Secret("renewed"), true);
        store.subscriptions().put(subscription(number, number, "a"));
        store.subscriptions().find(instance(number), "measured", "a");
        store.subscriptions().delete(subscriptionId(number));
        store.peers().remove(instance(number));
        store.subscribers().put(subscriber(number, number, "a", number), 10);
        store.subscribers().put(subscriber(number + 10_000, number, "a", number), 10);
        store.subscribers().put(subscriber(number + 20_000, number, "b", number), 10);
        store.subscribers().find(instance(number), subscriptionId(number));
        store.subscribers().ofInstance(instance(number));
        store.subscribers().revoke(instance(number), subscriptionId(number + 20_000));
        store.subscribers().put(subscriber(number + 20_000, number, "b", number), 10);
        store.subscribers().deleteOthers(instance(number), List.of());
        store.subscribers().delete(instance(number), subscriptionId(number));
        store.validationTokens().remove(jti(number), List.of(jti(number + 1)), List.of(jti(number)));
        store.tokens().revoke(jti(number));
        store.tokens().revokeSignedBy(thumbprint(number));
    }

    private static void fill(Store store) {
        for (int number = 1; number <= ROWS; number++) {
            store.tokens().add(token(number));
            store.tokens().noteAccepted(jti(number), thumbprint(number));
            store.validationTokens().add(validationToken(number));
            store.peers().put(peer(number, "held"));
            store.subscriptions().put(subscription(number, number, "a"));
            store.subscribers().put(subscriber(number, number, "a", number), 10);
        }
    }

    /** The same database, on whose connections Derby writes down how it reads. */
    private static DatabaseSource explained(EmbeddedDerby derby) {
        var source = (DataSource) Proxy.newProxyInstance(
                IndexTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        var result = method.invoke(derby.dataSource(), arguments);
                        if (result instanceof Connection connection) {
                            explain(connection);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new DatabaseSource() {
            @Override
            public DataSource dataSource() {
                return source;
            }

            @Override
            public DatabaseErrors errors() {
                return derby.errors();
            }

            @Override
            public void close() {
                derby.close();
            }
        };
    }

    private static void explain(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CALL SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS(1)");
            statement.execute("CALL SYSCS_UTIL.SYSCS_SET_XPLAIN_SCHEMA('EXPLAINED')");
        }
    }
}
