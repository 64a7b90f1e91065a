// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

/**
 * A command couldn't do what it was asked. The face that called it prints the message: one line that says what is wrong
 * and what to do.
 */
public final class CommandFailure extends RuntimeException {
    /** The exit code of a failure. */
    public static final int FAILED = 1;
    /** The exit code of wrong usage. */
    public static final int USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String code;

    /**
     * @param exitCode {@link #FAILED} or {@link #USAGE}
     * @param code names the kind of failure to programs, in capitals
     * @param message one line for people
     * @param cause for the log; null where there is none
     */
    public CommandFailure(int exitCode, String code, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.code = code;
    }

    /** Wrong usage: the words themselves make no sense. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, "USAGE", message, null);
    }

    /** A failure of the command's own. */
    public static CommandFailure failed(String code, String message) {
        return new CommandFailure(FAILED, code, message, null);
    }

    public int exitCode() {
        return exitCode;
    }

    public String code() {
        return code;
    }
}
