// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import static java.util.Objects.requireNonNull;

/** A token just issued. Prints without its text. */
public final class NewToken {
    private final TokenStatus status;
    private final String text;

    public NewToken(TokenStatus status, String text) {
        this.status = requireNonNull(status, "status");
        this.text = requireNonNull(text, "text");
    }

    public TokenStatus status() {
        return status;
    }

    /** The token itself, to be handed to its holder. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "NewToken[" + status.id() + ", ***]";
    }
}
