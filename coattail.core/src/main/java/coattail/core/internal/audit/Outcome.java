// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.util.Locale;

/** What became of what somebody wanted. */
public enum Outcome {
    /** It was allowed. A change is recorded so before it is made. */
    ALLOWED,
    /** It was refused. */
    REFUSED,
    /** It was allowed, recorded so, and then not done. */
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
