// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import coattail.api.CoattailException;
import coattail.shell.internal.CommandFailure;
import org.apache.karaf.shell.support.CommandException;

/**
 * What a failed command says to the terminal.
 *
 * @param exitCode 1, or 2 for wrong usage
 * @param code the kind of failure, for programs
 * @param message one line, for people
 * @param expected whether the failure explains itself; else the stack trace belongs into the log
 */
record Outcome(int exitCode, String code, String message, boolean expected) {

    static Outcome of(Throwable thrown) {
        if (thrown instanceof CommandFailure failure) {
            return new Outcome(failure.exitCode(), failure.code(), line(failure), true);
        }
        if (thrown instanceof CoattailException failure) {
            return new Outcome(CommandFailure.FAILED, failure.code().name(), line(failure), true);
        }
        if (thrown instanceof CommandException) {
            return new Outcome(CommandFailure.USAGE, "USAGE", line(thrown) + "; --help shows how", true);
        }
        // Gogo's own, which it doesn't export: the command was found before, so it is hidden from this user's roles.
        if (thrown instanceof SecurityException
                || thrown.getClass().getSimpleName().equals("CommandNotFoundException")) {
            return new Outcome(CommandFailure.FAILED, "FORBIDDEN", "the roles of this user don't allow the command; "
                    + "etc/org.apache.karaf.command.acl.coattail.cfg says which do", true);
        }
        if (thrown instanceof InterruptedException) {
            return new Outcome(CommandFailure.FAILED, "CANCELLED", "cancelled", true);
        }
        return new Outcome(CommandFailure.FAILED, "INTERNAL", "the command failed: " + line(thrown)
                + "; the instance's log has more", false);
    }

    private static String line(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.strip().replaceAll("\\R+", " ");
    }
}
