// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

/** Why a service can't serve, in one line. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason);
    }

    Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }
}
