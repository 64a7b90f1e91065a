// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.shell.internal.run.CommandNames;
import coattail.shell.internal.run.KarafCommand;
import coattail.shell.internal.verbs.Verbs;

/**
 * Gives the commands to Karaf's shell as long as the bundle is active. They stay while the core is away, and say so
 * then: "command not found" would send people looking in the wrong place.
 *
 * <p>They aren't there before their access list is: Karaf allows everybody what no list names, and files in {@code etc}
 * take effect some time after a feature has laid them there.
 */
@Component(
        immediate = true,
        service = CommandNames.class,
        configurationPid = "org.apache.karaf.command.acl." + KarafCommand.SCOPE,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Commands implements CommandNames {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final String UNNAMED_TAKE = "karaf.secured.command.compulsory.roles";

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
        if (context.getProperty(UNNAMED_TAKE) == null) {
            LOG.warn(
                    "Whoever can log in to this Karaf's console owns the instance, whatever his roles: Karaf lets"
                            + " everybody run the commands that no access list names, and some of them read files."
                            + " If others than admins may log in, set {} = admin in etc/system.properties, and"
                            + " sftpEnabled = false in etc/org.apache.karaf.shell.cfg",
                    UNNAMED_TAKE);
        }
        services.open();
        commands.forEach(sessions.getRegistry()::register);
    }

    /** Major, minor and micro of this bundle's version, and {@code -SNAPSHOT} for one under way. */
    private static String version(BundleContext context) {
        var version = context.getBundle().getVersion();
        var release = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? release : release + "-SNAPSHOT";
    }

    @Override
    public Set<String> all() {
        return commands.stream().map(KarafCommand::getName).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> forTerminals() {
        return commands.stream()
                .filter(command -> !command.consoleOnly())
                .map(KarafCommand::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The list is Karaf's to read: a change of it doesn't concern the commands. */
    @Modified
    void changed() {
        LOG.debug("The access list of the commands has changed");
    }

    @Deactivate
    void stop() {
        commands.forEach(sessions.getRegistry()::unregister);
        services.close();
    }
}
