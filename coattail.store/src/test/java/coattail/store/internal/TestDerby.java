// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.Path;

import org.ops4j.pax.jdbc.derby.impl.DerbyDataSourceFactory;

/** Opens databases as the component does. */
final class TestDerby {
    private TestDerby() {}

    static EmbeddedDerby open(Path directory) {
        return new EmbeddedDerby(new DerbyDataSourceFactory(), directory, directory.resolve("derby.log"));
    }

    static JdbcStore openStore(Path directory) {
        return JdbcStore.open(open(directory));
    }
}
