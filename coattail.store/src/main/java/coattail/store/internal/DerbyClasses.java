// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initialises Derby's class of connections. It makes an exception in advance, for when memory runs out, and every
 * exception holds the classes that were on the stack when it was made. Were this bundle's among them, they would stay
 * for as long as Derby is loaded, however often this bundle is updated, and with them the core that they are wired to.
 */
final class DerbyClasses {
    private static final Logger LOG = LoggerFactory.getLogger(DerbyClasses.class);

    private DerbyClasses() {}

    /** To be called before the first connection. */
    static void initialize(DataSource source) {
        try {
            var connections =
                    source.getClass().getClassLoader().loadClass("org.apache.derby.impl.jdbc.EmbedConnection");
            var exception = MethodHandles.publicLookup().findStaticGetter(connections, "NO_MEM", SQLException.class);
            // Not a lambda, whose frame would be of this bundle: on that thread runs only JDK code and Derby's.
            var reading = MethodHandleProxies.asInterfaceInstance(
                    Runnable.class, exception.asType(MethodType.methodType(void.class)));
            var thread = new Thread(reading, "coattail-store-derby");
            thread.setContextClassLoader(null);
            thread.start();
            thread.join();
        } catch (ReflectiveOperationException e) {
            LOG.debug(
                    "This Derby is another than expected: an update of this bundle may leave its old classes behind",
                    e);
        } catch (InterruptedException e) {
            // Whoever wants this thread to end gets to it: the first connection notices the interrupt.
            Thread.currentThread().interrupt();
        }
    }
}
