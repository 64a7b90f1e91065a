// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Function;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.Schema;
import coattail.core.spi.StoreException;

/** The schema, as the scripts in {@code coattail/store/internal/migration} make it. */
final class FlywaySchema implements Schema {
    private static final Logger LOG = LoggerFactory.getLogger(FlywaySchema.class);

    private final Database database;
    private final String scripts;

    FlywaySchema(Database database) {
        this(database, "coattail/store/internal/migration");
    }

    /** @param scripts where the scripts lie in this bundle */
    FlywaySchema(Database database, String scripts) {
        this.database = database;
        this.scripts = scripts;
    }

    @Override
    public State state() {
        return withFlyway(FlywaySchema::state);
    }

    @Override
    public synchronized State migrate() {
        return withFlyway(flyway -> {
            var before = state(flyway);
            if (before.current() > before.newest()) {
                throw new StoreException("the database has schema version " + before.current() + ", and this version of"
                        + " Coattail knows none above " + before.newest() + ": use the one that it was last used with,"
                        + " or a later one");
            }
            // With nothing to do it still compares what ran with the scripts.
            for (var done : flyway.migrate().migrations) {
                LOG.info(
                        "Brought the database's schema to version {} ({}) in {} ms",
                        done.version,
                        done.description,
                        done.executionTime);
            }
            return state(flyway);
        });
    }

    private State withFlyway(Function<Flyway, State> use) {
        return database.use(source -> {
            // Flyway looks for its parts and the scripts by the loader that it is given, and for some by the thread's.
            var loader = FlywaySchema.class.getClassLoader();
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return use.apply(flyway(source, loader));
            } catch (FlywayException e) {
                throw explain(e);
            } finally {
                thread.setContextClassLoader(before);
            }
        });
    }

    private Flyway flyway(DataSource source, ClassLoader loader) {
        return Flyway.configure(loader)
                .loggers(FlywayLog.class.getName())
                .dataSource(source)
                .locations("classpath:" + scripts)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .table("schema_history")
                .load();
    }

    private static State state(Flyway flyway) {
        var info = flyway.info();
        int newest = Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved())
                .mapToInt(FlywaySchema::version)
                .max()
                .orElse(0);
        var current = info.current();
        return new State(
                product(flyway.getConfiguration().getDataSource()),
                current == null ? 0 : version(current),
                newest,
                info.pending().length);
    }

    private static int version(MigrationInfo migration) {
        return migration.getVersion().getMajor().intValueExact();
    }

    private static String product(DataSource source) {
        try (var connection = source.getConnection()) {
            var about = connection.getMetaData();
            // Derby adds a build number: "10.14.2.0 - (1828579)"
            return about.getDatabaseProductName() + " "
                    + about.getDatabaseProductVersion().replaceAll(" - .*", "");
        } catch (SQLException e) {
            throw new FlywayException(e.getMessage(), e);
        }
    }

    /** What a database said, to be explained as all that it says; else a single line of what Flyway said. */
    private static SQLException explain(FlywayException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        throw new StoreException(
                "the database's schema can't be brought up to date: " + DatabaseErrors.firstLine(e), e);
    }
}
