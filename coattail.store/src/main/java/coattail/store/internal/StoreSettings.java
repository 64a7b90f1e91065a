// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A valid configuration.
 *
 * @param filter which {@code javax.sql.DataSource} service to use, empty for Derby embedded
 * @param directory where Derby's database lies; empty only with a filter
 */
record StoreSettings(Optional<String> filter, Optional<Path> directory) {

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if it isn't valid; the message says what to mend
     */
    static StoreSettings of(StoreConfiguration configuration) {
        var filter = Optional.of(configuration.dataSource().strip()).filter(text -> !text.isEmpty());
        filter.ifPresent(StoreSettings::check);
        var directory = Optional.of(configuration.directory().strip())
                .filter(text -> !text.isEmpty())
                .map(StoreSettings::toPath);
        if (filter.isEmpty() && directory.isEmpty()) {
            throw new IllegalArgumentException(
                    "coattail.store: set directory, where the database is to lie, or dataSource");
        }
        return new StoreSettings(filter, directory);
    }

    private static void check(String filter) {
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(
                    "coattail.store: dataSource is no OSGi filter like (dataSourceName=coattail): " + filter, e);
        }
    }

    private static Path toPath(String directory) {
        try {
            var path = Path.of(directory);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("coattail.store: directory is no path: " + directory, e);
        }
        // It would lie wherever the process happened to be started.
        throw new IllegalArgumentException("coattail.store: directory must be an absolute path, not " + directory);
    }
}
