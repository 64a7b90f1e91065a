// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;

import java.io.IOException;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.run.Console;

/** The text of a token, as commands take it: from a file, from standard input, or pasted unseen. */
final class TokenText {
    private TokenText() {}

    /** @param which the token that is meant */
    static Parameter<String> parameter(String which) {
        return argument("TOKEN", which + ", @file, or - for standard input; asked for, unseen, if left out")
                .optional()
                .content()
                .as(TokenText::read);
    }

    /** The text that was given, or else the answer to a question. */
    static String of(Parameter<String> parameter, Arguments arguments, Console console)
            throws IOException, UsageException {
        var given = arguments.find(parameter);
        return given.isPresent()
                ? given.get()
                : console.secret("Token: ", "give the token as @file, or as - for standard input");
    }

    private static String read(String text) throws UsageException {
        if (text.isBlank()) {
            throw new UsageException("it is empty; the token is one line that begins with eyJ");
        }
        return text.strip();
    }
}
