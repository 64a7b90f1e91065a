// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import static java.util.Objects.requireNonNull;

/** A validation token just issued. Prints without its text. */
public final class NewValidationToken {
    private final ValidationStatus status;
    private final String text;

    public NewValidationToken(ValidationStatus status, String text) {
        this.status = requireNonNull(status, "status");
        this.text = requireNonNull(text, "text");
    }

    public ValidationStatus status() {
        return status;
    }

    /** The token itself, to be handed to who is to issue tokens for this instance. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "NewValidationToken[" + status.id() + ", ***]";
    }
}
