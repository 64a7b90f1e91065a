// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What was asked can't be done; the message is one line that says why and what to do. */
final class Failure extends RuntimeException {
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static Failure failed(String message) {
        return new Failure(FAILED, message);
    }

    /**
     * What was asked failed at the file system.
     *
     * @param what what couldn't be done, such as "can't read"
     */
    static Failure failed(String what, IOException e) {
        String message = String.valueOf(e.getMessage());
        // The message of these is the path alone.
        if (e instanceof AccessDeniedException) {
            message += ": this user may not";
        } else if (e instanceof NoSuchFileException) {
            message += ": there is no such file";
        }
        return failed(what + ": " + message);
    }

    static Failure usage(String message) {
        return new Failure(USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
