// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Path;

/** Keeps cascades from going round and from going on for ever (docs/protocol.md, "Cascades"). */
final class Steps {
    private Steps() {}

    /** Why a step may not follow this path; empty if it may. */
    static Optional<Failure> check(Path path, long step, int hopLimit) {
        if (path.contains(step)) {
            return Optional.of(
                    Failure.of(ErrorCode.LOOP, "this cascade has been through this action of this instance before"));
        }
        if (path.length() >= hopLimit) {
            return Optional.of(Failure.of(
                    ErrorCode.HOP_LIMIT, "this cascade has gone through " + path.length() + " steps, the limit here"));
        }
        return Optional.empty();
    }
}
