// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import javax.sql.DataSource;

/** Where a store's database is. */
interface DatabaseSource extends AutoCloseable {

    /** Gives its connections. */
    DataSource dataSource();

    /** Explains its errors. */
    DatabaseErrors errors();

    /** Lets go of the database. */
    @Override
    void close();

    /** A database that somebody else opens and closes. */
    static DatabaseSource of(DataSource source) {
        var errors = new DatabaseErrors();
        return new DatabaseSource() {
            @Override
            public DataSource dataSource() {
                return source;
            }

            @Override
            public DatabaseErrors errors() {
                return errors;
            }

            @Override
            public void close() {
                // It isn't ours.
            }
        };
    }
}
