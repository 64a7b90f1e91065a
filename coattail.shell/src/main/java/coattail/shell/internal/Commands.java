// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import java.time.Clock;
import java.util.List;

import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import coattail.shell.internal.run.KarafCommand;
import coattail.shell.internal.verbs.Verbs;

/**
 * Gives the commands to Karaf's shell as long as the bundle is active. They stay while the core is away, and say so
 * then: "command not found" would send people looking in the wrong place.
 */
@Component(
        immediate = true,
        service = {})
public final class Commands {
    private final SessionFactory sessions;
    private final OsgiServices services;
    private final List<KarafCommand> commands;

    @Activate
    public Commands(BundleContext context, @Reference SessionFactory sessions) {
        this.sessions = sessions;
        this.services = new OsgiServices(context);
        this.commands = Verbs.all(services, Clock.systemUTC(), version(context)).stream()
                .map(KarafCommand::new)
                .toList();
        services.open();
        commands.forEach(sessions.getRegistry()::register);
    }

    /** Major, minor and micro of this bundle's version, and {@code -SNAPSHOT} for one under way. */
    private static String version(BundleContext context) {
        var version = context.getBundle().getVersion();
        var release = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? release : release + "-SNAPSHOT";
    }

    @Deactivate
    void stop() {
        commands.forEach(sessions.getRegistry()::unregister);
        services.close();
    }
}
