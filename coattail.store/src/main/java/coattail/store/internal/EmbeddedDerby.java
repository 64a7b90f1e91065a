// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.StoreException;

/**
 * The database of Derby embedded, in the folder {@code db} of a directory.
 *
 * <p>A new database is made beside its place and moved there when it is whole. Derby can't go on with one that was
 * being made when the process was killed, and refuses to make another in its place.
 */
final class EmbeddedDerby implements DatabaseSource {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDerby.class);

    /** In seconds. Derby's own are 20 and 60: a deadlock would hold up its parties for so long. */
    private static final Map<String, String> SETTINGS =
            Map.of("derby.locks.deadlockTimeout", "1", "derby.locks.waitTimeout", "10");

    private final DataSourceFactory factory;
    private final Path path;
    private final DerbyErrors errors;
    private final DirectoryLock lock;
    private final DataSource source;

    /**
     * Opens the database, and makes it if it isn't there.
     *
     * @param factory makes data sources of Derby
     * @param directory the directory, an absolute path, which is made if it isn't there
     * @param log where Derby writes its own log, an absolute path
     * @throws StoreException if that can't be done
     */
    EmbeddedDerby(DataSourceFactory factory, Path directory, Path log) {
        this.factory = factory;
        path = directory.resolve("db");
        errors = new DerbyErrors(path);
        if (path.toString().indexOf(';') >= 0) {
            throw new StoreException("the database can't be in " + path + ": Derby takes no ; in a path");
        }
        lock = lock(path.getParent());
        try {
            source = DerbyLog.to(log, this::open);
        } catch (SQLException e) {
            lock.close();
            throw errors.toStoreException(e);
        } catch (IOException e) {
            lock.close();
            throw new StoreException("the database in " + path + " can't be made: " + e, e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public DatabaseErrors errors() {
        return errors;
    }

    /**
     * Shuts the database down, so that it needs no recovery when it is next opened; and Derby, if that was its last.
     */
    @Override
    public void close() {
        try {
            shutDown(path);
            DerbyEngine.endIfIdle(factory);
        } catch (SQLException e) {
            LOG.warn(
                    "Derby did not shut down cleanly and will recover when it is next opened: {}",
                    errors.explain(DatabaseErrors.states(e), e),
                    e);
        } finally {
            lock.close();
        }
    }

    private DirectoryLock lock(Path directory) {
        try {
            Files.createDirectories(directory);
            return DirectoryLock.of(directory.resolve("db.lock")).orElseThrow(() -> new StoreException(errors.inUse()));
        } catch (IOException e) {
            throw new StoreException("the database can't be in " + directory + ": " + e, e);
        }
    }

    private DataSource open() throws SQLException, IOException {
        DerbyClasses.initialize(source(path, Map.of()));
        if (Files.notExists(path)) {
            make();
        }
        var opened = source(path, Map.of());
        opened.getConnection().close();
        try {
            prepare(opened);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                shutDown(path);
            } catch (SQLException f) {
                e.addSuppressed(f);
            }
            throw e;
        }
        return opened;
    }

    private void prepare(DataSource opened) throws SQLException {
        try (var connection = opened.getConnection()) {
            if (connection.isReadOnly()) {
                throw new StoreException(
                        "the database in " + path + " can't be written: give this account the right to it");
            }
            for (var setting : SETTINGS.entrySet()) {
                try (var call = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY(?, ?)")) {
                    call.setString(1, setting.getKey());
                    call.setString(2, setting.getValue());
                    call.execute();
                }
            }
        }
    }

    private void make() throws SQLException, IOException {
        var unfinished = path.resolveSibling("db.new");
        Directories.delete(unfinished);
        source(unfinished, Map.of("createDatabase", "create")).getConnection().close();
        shutDown(unfinished);
        Directories.restrictToOwner(unfinished);
        Directories.move(unfinished, path);
        LOG.info("Made a database in {}", path);
    }

    private void shutDown(Path database) throws SQLException {
        try (var connection =
                source(database, Map.of("shutdownDatabase", "shutdown")).getConnection()) {
            throw new IllegalStateException("Derby answers a shutdown with an exception, not with " + connection);
        } catch (SQLException e) {
            if (!"08006".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private DataSource source(Path database, Map<String, String> more) throws SQLException {
        var properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_DATABASE_NAME, database.toString());
        properties.putAll(more);
        return factory.createDataSource(properties);
    }
}
