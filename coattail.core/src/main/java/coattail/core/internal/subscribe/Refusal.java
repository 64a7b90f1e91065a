// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.time.Duration;

import coattail.api.CoattailException;
import coattail.core.internal.wire.Failure;

/** What a publisher's failure says to people. */
final class Refusal {
    private Refusal() {}

    static CoattailException exception(Failure failure) {
        var retryAfter = failure.retryMillis() < 0 ? null : Duration.ofMillis(failure.retryMillis());
        return new CoattailException(failure.code(), text(failure), retryAfter, null);
    }

    static String text(Failure failure) {
        return failure.detail().isEmpty() ? failure.code().name() : failure.detail();
    }
}
