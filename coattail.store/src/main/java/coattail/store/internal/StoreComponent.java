// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.Store;

/**
 * Publishes a {@link Store} on the database that the configuration {@code coattail.store} names. It waits for one, so
 * that no database is made in a wrong place before the configuration has come.
 */
@Component(
        configurationPid = "coattail.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {})
@Designate(ocd = StoreConfiguration.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"coattail.core.spi.Store\"",
        uses = Store.class)
public final class StoreComponent {
    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
    private static final String DERBY = "(&(objectClass=org.osgi.service.jdbc.DataSourceFactory)"
            + "(osgi.jdbc.driver.class=org.apache.derby.jdbc.EmbeddedDriver))";

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final BundleContext context;
    private StoreSettings settings;
    private StorePublisher publisher;

    /** Begins to look for the database. */
    @Activate
    public StoreComponent(BundleContext context, StoreConfiguration configuration) {
        this.context = context;
        settings = StoreSettings.of(configuration);
        publisher = publish(settings);
    }

    /** Goes over to another database; a configuration that isn't valid is refused, and the old one stays in force. */
    @Modified
    void modified(StoreConfiguration configuration) {
        StoreSettings changed;
        try {
            changed = StoreSettings.of(configuration);
        } catch (IllegalArgumentException e) {
            LOG.error("The old configuration stays in force: {}", e.getMessage());
            return;
        }
        if (!changed.equals(settings)) {
            publisher.close();
            settings = changed;
            publisher = publish(settings);
        }
    }

    /** Withdraws the store and closes the database. */
    @Deactivate
    void deactivate() {
        publisher.close();
    }

    private StorePublisher publish(StoreSettings settings) {
        return settings.filter()
                .map(filter -> StorePublisher.open(
                        context,
                        "(&(objectClass=" + DataSource.class.getName() + ")" + filter + ")",
                        service -> DatabaseSource.of((DataSource) service),
                        RETRY))
                .orElseGet(() -> StorePublisher.open(
                        context, DERBY, derby(settings.directory().orElseThrow()), RETRY));
    }

    private Function<Object, DatabaseSource> derby(Path directory) {
        // Karaf tells where its logs are; elsewhere Derby's lies beside the database.
        var karaf = context.getProperty("karaf.log");
        var log = (karaf == null ? directory : Path.of(karaf)).toAbsolutePath().resolve("derby.log");
        return service -> new EmbeddedDerby((DataSourceFactory) service, directory, log);
    }
}
