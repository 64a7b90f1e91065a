// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.Optional;

import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one PID configures, as it is now. Each PID has a component of its own: of one with several, Felix SCR 2.2.6
 * leaves out those that come after one for which there is no configuration.
 *
 * <p>Those without which it could be another instance, or open where it shouldn't be, are waited for. When the features
 * are installed, files in {@code etc} become configuration a moment after the bundles start, and in no order.
 *
 * @param <C> the PID's annotation type
 */
public abstract class Pid<C> {
    private static final Logger LOG = LoggerFactory.getLogger(Pid.class);

    private volatile C configuration;
    private volatile Optional<Runnable> watcher = Optional.empty();

    Pid(C configuration) {
        this.configuration = configuration;
    }

    /** What was configured last. */
    C now() {
        return configuration;
    }

    /** Has changes told to one watcher, on the thread that brings them. */
    void watch(Runnable onChange) {
        watcher = Optional.of(onChange);
    }

    void unwatch() {
        watcher = Optional.empty();
    }

    static void warn(String pid, int reason) {
        if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
            LOG.warn("etc/{}.cfg is gone: the instance stops, and starts again when it is there", pid);
        }
    }

    void change(C next) {
        configuration = next;
        watcher.ifPresent(Runnable::run);
    }

    /** PID {@code coattail.instance}. */
    @Component(
            configurationPid = OfInstance.PID,
            configurationPolicy = ConfigurationPolicy.REQUIRE,
            service = OfInstance.class)
    public static final class OfInstance extends Pid<InstanceConfig> {
        static final String PID = "coattail.instance";

        @Activate
        public OfInstance(InstanceConfig configuration) {
            super(configuration);
        }

        @Modified
        void modified(InstanceConfig next) {
            change(next);
        }

        @Deactivate
        void deactivate(int reason) {
            warn(PID, reason);
        }
    }

    /** PID {@code coattail.listener}. */
    @Component(
            configurationPid = OfListener.PID,
            configurationPolicy = ConfigurationPolicy.REQUIRE,
            service = OfListener.class)
    public static final class OfListener extends Pid<ListenerConfig> {
        static final String PID = "coattail.listener";

        @Activate
        public OfListener(ListenerConfig configuration) {
            super(configuration);
        }

        @Modified
        void modified(ListenerConfig next) {
            change(next);
        }

        @Deactivate
        void deactivate(int reason) {
            warn(PID, reason);
        }
    }

    /** PID {@code coattail.security}. */
    @Component(configurationPid = "coattail.security", service = OfSecurity.class)
    public static final class OfSecurity extends Pid<SecurityConfig> {
        @Activate
        public OfSecurity(SecurityConfig configuration) {
            super(configuration);
        }

        @Modified
        void modified(SecurityConfig next) {
            change(next);
        }
    }

    /** PID {@code coattail.publication}. */
    @Component(configurationPid = "coattail.publication", service = OfPublication.class)
    public static final class OfPublication extends Pid<PublicationConfig> {
        @Activate
        public OfPublication(PublicationConfig configuration) {
            super(configuration);
        }

        @Modified
        void modified(PublicationConfig next) {
            change(next);
        }
    }
}
