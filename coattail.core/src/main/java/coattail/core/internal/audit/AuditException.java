// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

/** Something can't be put on record. The message is one line that says why. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditException(String message, Throwable cause) {
        super(message, cause);
    }

    AuditException(String message) {
        super(message);
    }
}
