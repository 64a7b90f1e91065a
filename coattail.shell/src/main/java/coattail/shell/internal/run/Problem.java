// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.shell.internal.grammar.CommandLine;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Plain;

/**
 * What became of a command that failed: the one place that turns failures into lines, JSON and exit codes.
 *
 * @param exitCode 1, or 2 for wrong usage
 * @param code what kind of failure, for programs: the name of a {@link coattail.api.ErrorCode}, or USAGE
 * @param message one line that says what is wrong and what to do
 * @param retryable whether the same command may succeed later without anybody mending anything
 * @param retryAfter when to try again
 */
public record Problem(int exitCode, String code, String message, boolean retryable, Optional<Duration> retryAfter) {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    public Problem {
        message = Plain.withoutTokens(Plain.line(message.strip()));
    }

    /** A wrong command line. */
    public static Problem usage(String message) {
        return new Problem(WRONG_USAGE, "USAGE", message, false, Optional.empty());
    }

    /** What a failure means to the user. Its stack trace goes to the log, at debug if it explains itself. */
    public static Problem of(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return of(failure.getCause());
        }
        if (failure instanceof UsageException wrong) {
            return usage(wrong.getMessage());
        }
        if (failure instanceof CoattailException known) {
            LOG.debug("A command failed", failure);
            return new Problem(FAILED, known.code().name(), known.getMessage(), known.retryable(), known.retryAfter());
        }
        if (failure instanceof BadFindingException bad) {
            return failed("FAILED", bad.getMessage());
        }
        // Gogo's own exception, which it doesn't export, and jline's: neither is worth an import.
        var name = failure.getClass().getSimpleName();
        if (failure instanceof InterruptedException
                || failure instanceof InterruptedIOException
                || name.equals("UserInterruptException")) {
            return failed("CANCELLED", "cancelled");
        }
        if (failure instanceof SecurityException || name.equals("CommandNotFoundException")) {
            return failed(
                    "FORBIDDEN",
                    "the roles of this user don't allow the command; "
                            + "etc/org.apache.karaf.command.acl.coattail.cfg says which do");
        }
        var id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Fault {} in a command", id, failure);
        return failed("INTERNAL", "a fault of Coattail's own; the log has it as fault " + id);
    }

    /** Reports it: as JSON among the results if the words ask for that, else as a line. */
    public int report(List<Word> words, Console console) {
        if (CommandLine.asks(words, Usage.JSON)) {
            console.page().text(Json.print(json()));
        } else {
            console.failures().line("coattail: " + line());
        }
        console.flush();
        return exitCode;
    }

    /** What the JSON has instead of a result, or beside it. */
    ObjectNode json() {
        var object = Json.object();
        object.putObject("error")
                .put("code", code)
                .put("message", message)
                .put("retryable", retryable)
                .put("retryAfterMillis", Json.millis(retryAfter));
        return object;
    }

    /** What a person is told, in one line. */
    public String line() {
        var later = retryAfter
                .map(time -> "; try again in " + Durations.print(time))
                .orElse("");
        return message + later + (exitCode == WRONG_USAGE ? "" : " (" + code + ")");
    }

    private static Problem failed(String code, String message) {
        return new Problem(FAILED, code, message, false, Optional.empty());
    }
}
