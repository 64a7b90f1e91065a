// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import java.io.IOException;
import java.util.Optional;
import org.apache.karaf.shell.api.console.Session;

/** Asks whoever sits at the terminal. */
@FunctionalInterface
public interface Prompt {
    /** The session variable that holds the prompt of a session without a console. */
    String VARIABLE = "coattail.prompt";

    /**
     * Waits for a line.
     *
     * @param text what to ask, printed as it is
     * @param hidden whether the answer mustn't show while it is typed
     * @return the line without its end; null when there was none
     */
    String ask(String text, boolean hidden) throws IOException;

    /** The session's way to ask; empty where there is nobody to answer. */
    static Optional<Prompt> of(Session session) {
        if (session.get(VARIABLE) instanceof Prompt prompt) {
            return Optional.of(prompt);
        }
        if (session.getTerminal() == null) {
            return Optional.empty();
        }
        return Optional.of((text, hidden) -> session.readLine(text, hidden ? (char) 0 : null));
    }
}
