// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;

/** Faults of this side: the log has them whole, the other side is told no more than the id that leads there. */
record Faults(RandomGenerator random) {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    Failure log(String what, RuntimeException e) {
        String id = HexFormat.of().toHexDigits(random.nextLong());
        LOG.error("{} ({})", what, id, e);
        return Failure.of(ErrorCode.INTERNAL, "internal error " + id);
    }
}
