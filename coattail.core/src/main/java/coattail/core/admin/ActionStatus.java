// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

/**
 * An action deployed here, or a name that is published under without being performed.
 *
 * @param name its name
 * @param description in the author's words, may be empty
 * @param input the input's type, for people; empty for a name that isn't performed
 * @param output the output's type, for people; empty for a name that isn't performed
 * @param bundle symbolic name and version of the bundle that provides it
 * @param performable whether it can be performed; if not, the name is only published under
 * @param offered whether this service serves the name
 * @param reason why it doesn't: shadowed by another, or refused; empty where it does
 * @param running how many calls of it run now
 * @param concurrency how many may
 * @param waiting how many calls wait for a place
 */
public record ActionStatus(
        String name,
        String description,
        String input,
        String output,
        String bundle,
        boolean performable,
        boolean offered,
        String reason,
        int running,
        int concurrency,
        int waiting) {

    /** An action for which no call waits. */
    public ActionStatus(
            String name,
            String description,
            String input,
            String output,
            String bundle,
            boolean performable,
            boolean offered,
            String reason,
            int running,
            int concurrency) {
        this(name, description, input, output, bundle, performable, offered, reason, running, concurrency, 0);
    }
}
