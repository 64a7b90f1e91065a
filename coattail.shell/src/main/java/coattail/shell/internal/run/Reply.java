// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import coattail.shell.internal.print.Page;

/**
 * The result of a command.
 *
 * @param json how it looks to programs
 * @param text how it looks to people
 * @param failure what failed although there is a result; it is reported after the result
 */
public record Reply(Supplier<? extends JsonNode> json, Consumer<Page> text, Optional<Exception> failure) {

    /** A result. */
    public static Reply of(Supplier<? extends JsonNode> json, Consumer<Page> text) {
        return new Reply(json, text, Optional.empty());
    }

    /** Nothing more: the command has printed as it went. */
    public static Reply printed() {
        return of(MissingNode::getInstance, page -> {});
    }

    /** The same, though something failed. */
    public Reply but(Exception cause) {
        return new Reply(json, text, Optional.of(cause));
    }
}
