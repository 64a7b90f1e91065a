// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.karaf.shell.api.console.CommandLoggingFilter;
import org.osgi.service.component.annotations.Component;

import coattail.shell.internal.print.Plain;

/**
 * Keeps tokens that somebody types into a command line out of the log and of the console's history.
 *
 * <p>The history leaves out lines that match a variable of the session. It is set whenever the session executes
 * something, and before its first prompt each executes its start script.
 */
@Component(service = {CommandLoggingFilter.class, CommandSessionListener.class})
public final class TokenGuard implements CommandLoggingFilter, CommandSessionListener {
    /** jline's name for the patterns, which colons separate; {@code (?s)} for commands of several lines. */
    private static final String VARIABLE = "history-ignore";

    private static final String PATTERN = "(?s)*eyJ*";

    @Override
    public CharSequence filter(CharSequence command) {
        return Plain.withoutTokens(command.toString());
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        guard(session);
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        guard(session);
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        guard(session);
    }

    private static void guard(CommandSession session) {
        var patterns = session.get(VARIABLE);
        if (patterns == null || patterns.toString().isEmpty()) {
            session.put(VARIABLE, PATTERN);
        } else if (!patterns.toString().contains(PATTERN)) {
            session.put(VARIABLE, PATTERN + ":" + patterns);
        }
    }
}
