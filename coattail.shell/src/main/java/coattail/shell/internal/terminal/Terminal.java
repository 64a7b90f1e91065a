// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import javax.security.auth.Subject;

import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.InstanceStatus;
import coattail.shell.internal.run.CommandNames;

/** Takes commands from the terminal as long as the bundle is active, whether or not the core is there. */
@Component(
        immediate = true,
        service = {})
public final class Terminal {
    private final TerminalServer server;
    private final DropIns dropIns;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile InstanceAdmin instance;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile CommandNames names;

    @Activate
    public Terminal(BundleContext context, @Reference SessionFactory sessions) throws IOException {
        var run = new CommandRun(sessions, localUser(context), this::commands);
        this.dropIns = new DropIns(context, Path.of(context.getProperty("karaf.base")));
        this.server = new TerminalServer(Path.of(context.getProperty("karaf.data")), run, this::state);
        server.start();
    }

    @Deactivate
    void stop() throws IOException {
        server.close();
    }

    private Set<String> commands() {
        CommandNames present = names;
        return present == null ? Set.of() : present.forTerminals();
    }

    /** The same user and roles as at the console of the process itself. */
    private static Subject localUser(BundleContext context) {
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(property(context, "karaf.local.user", "karaf")));
        for (String role :
                property(context, "karaf.local.roles", "admin,manager,viewer").split("\\s*,\\s*")) {
            subject.getPrincipals().add(new RolePrincipal(role));
        }
        return subject;
    }

    private static String property(BundleContext context, String name, String otherwise) {
        String value = context.getProperty(name);
        return value == null ? otherwise : value.strip();
    }

    /** What {@code service start} and {@code service status} ask: lines of {@code key=value}. */
    private String state() {
        InstanceAdmin admin = instance;
        if (admin == null) {
            return "listening=false\n";
        }
        InstanceStatus status = admin.status();
        var lines = new StringBuilder();
        line(lines, "id", status.id());
        line(lines, "listening", String.valueOf(status.listening()));
        line(lines, "bound", status.bound());
        line(lines, "advertised", status.advertised());
        status.warnings().forEach(warning -> line(lines, "warning", warning));
        dropIns.waiting().forEach(file -> line(lines, "waiting", file));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String key, String value) {
        lines.append(key).append('=').append(value.replaceAll("\\R+", " ")).append('\n');
    }
}
