// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;

import org.osgi.service.jdbc.DataSourceFactory;

/**
 * Derby as a whole, which all databases of the process share. While it runs it keeps a thread, and that keeps its
 * classes, even when its bundle is uninstalled. The first connection to any database starts it.
 */
final class DerbyEngine {
    private static final String URL = "jdbc:derby:";
    private static final String IS_SHUT_DOWN = "XJ015";

    private DerbyEngine() {}

    /** Ends it, unless it has a database open: that one is somebody else's. */
    static void endIfIdle(DataSourceFactory factory) throws SQLException {
        var driver = factory.createDriver(new Properties());
        boolean idle = Arrays.stream(driver.getPropertyInfo(URL, new Properties()))
                .filter(info -> info.name.equals("databaseName"))
                .allMatch(info -> info.choices.length == 0);
        if (!idle) {
            return;
        }
        try (var connection = driver.connect(URL + ";shutdown=true", new Properties())) {
            throw new IllegalStateException("Derby answers its end with an exception, not with " + connection);
        } catch (SQLException e) {
            if (!IS_SHUT_DOWN.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
