// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.flag;

import java.io.IOException;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.run.Console;

/** The question that comes before what can't be undone. */
final class Confirmation {
    /** What every command takes that asks one. */
    static final Parameter<Boolean> FORCE = flag("--force", "doesn't ask");

    private Confirmation() {}

    /**
     * Goes on if the user wants it.
     *
     * @param question one of yes or no
     * @param otherwise what the user is told whose answer is no
     * @throws UsageException if there is nobody to ask
     * @throws CoattailException CANCELLED if the answer is no
     */
    static void ask(String question, String otherwise, Arguments arguments, Console console)
            throws IOException, UsageException {
        if (!arguments.has(FORCE) && !console.confirms(question, "say " + FORCE.name())) {
            throw new CoattailException(ErrorCode.CANCELLED, otherwise);
        }
    }
}
