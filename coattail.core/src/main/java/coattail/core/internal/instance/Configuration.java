// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;

import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditException;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.audit.Outcome;

/** The configuration as it changes. What is in force can be asked for from any thread. */
final class Configuration {
    private final AuditTrail trail;
    private volatile Settings inForce;
    private volatile Settings asked;

    /** @param trail has each change on record before it is made */
    Configuration(Settings first, AuditTrail trail) {
        this.inForce = requireNonNull(first, "first");
        this.asked = first;
        this.trail = requireNonNull(trail, "trail");
    }

    /** Puts settings into force in the parts of the instance. */
    @FunctionalInterface
    interface Parts {
        /** @throws IOException of one clear line, if they can't be; then nothing has changed */
        void take(Settings settings) throws IOException;
    }

    Settings inForce() {
        return inForce;
    }

    /** What was asked for last, some of which may have to wait for the next start. */
    Settings asked() {
        return asked;
    }

    /**
     * Takes new settings as a whole. What an instance has for its life stays as it is.
     *
     * @return the keys whose change takes effect at the next start
     * @throws IOException of one clear line, if the parts can't take them or the change can't be put on record; the old
     *     settings hold then
     */
    synchronized List<String> update(Settings next, Parts parts) throws IOException {
        var later = inForce.changedForLater(next);
        var now = next.withLifelong(inForce);
        try {
            trail.record(AuditEvent.ofCaller(AuditKind.CONFIGURE).with(ConfigurationView.changes(asked, next)));
        } catch (AuditException e) {
            throw new IOException(e.getMessage(), e);
        }
        parts.take(now);
        inForce = now;
        asked = next;
        return later;
    }

    /** Notes that settings were refused, for a reason of one line. */
    void refused(String reason) {
        trail.note(AuditEvent.ofCaller(AuditKind.CONFIGURE).as(Outcome.REFUSED).because(reason));
    }
}
