// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

/** What this instance can be asked to do. */
public record Operations(Performer performer, Publisher publisher, Lister lister, Tracer tracer) {
    public Operations {
        requireNonNull(performer, "performer");
        requireNonNull(publisher, "publisher");
        requireNonNull(lister, "lister");
        requireNonNull(tracer, "tracer");
    }
}
