// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.shell.internal.run.CommandNames;
import coattail.shell.internal.run.Face;
import coattail.shell.internal.run.KarafCommand;
import coattail.shell.internal.run.Problem;

/**
 * Says in Karaf's console that it is the user's roles that don't allow a command. Karaf itself says that there is no
 * such command, or that credentials are insufficient; its line follows this one.
 */
@Component(service = CommandSessionListener.class)
public final class Refusals implements CommandSessionListener {
    private static final Pattern COMMAND = Pattern.compile("(?:" + KarafCommand.SCOPE + ":)?([a-z]+(?:-[a-z]+)?)");
    private static final String NOT_FOUND = "Command not found: ";

    private final CommandNames names;

    @Activate
    public Refusals(@Reference CommandNames names) {
        this.names = names;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        // Nobody has been refused yet.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        if (session.get(Face.VARIABLE) != null || !refused(command, exception)) {
            return; // the terminal is told by who runs its commands
        }
        session.getConsole().println("coattail: " + Problem.of(exception).line());
        session.getConsole().flush();
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        // It was allowed.
    }

    private boolean refused(CharSequence command, Exception exception) {
        if (exception instanceof SecurityException) { // which doesn't say what was refused
            return command.toString().contains(KarafCommand.SCOPE + ":");
        }
        return notFound(exception).map(names.all()::contains).orElse(false);
    }

    /** The command that Gogo hasn't found, without its scope. The class of that exception isn't exported. */
    private static Optional<String> notFound(Exception exception) {
        var message = String.valueOf(exception.getMessage());
        if (!message.startsWith(NOT_FOUND)) {
            return Optional.empty();
        }
        var command = COMMAND.matcher(message.substring(NOT_FOUND.length()));
        return command.matches() ? Optional.of(command.group(1)) : Optional.empty();
    }
}
